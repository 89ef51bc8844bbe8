// Third APIs for whose one operation no call can be made.
import { JSON_BODY, KEY, OK, posted, type Small, secured } from './small-api.ts';

/** APIs for whose one operation no call can be made, and what is said instead. */
export const WITHOUT_CALL: Record<string, Small & { reason: RegExp }> = {
  'unknown-key': { ...secured(KEY, 'catalogue'), reason: /nothing says which credentials it takes for it/ },
  'contradictory-parameter': {
    path: '/{value}',
    operation: {
      parameters: [
        { name: 'value', in: 'path', required: true, schema: { type: 'integer', minimum: 5, maximum: 1 } },
      ],
      responses: OK,
    },
    reason: /no value at/,
  },
  'contradictory-body': {
    ...posted(JSON_BODY({ allOf: [{ type: 'integer' }, { type: 'string' }] })),
    reason: /no value at/,
  },
  'object-in-a-header': {
    operation: {
      parameters: [
        {
          name: 'X-It',
          in: 'header',
          required: true,
          schema: { type: 'object', required: ['a'], properties: { a: { type: 'integer' } } },
        },
      ],
      responses: OK,
    },
    reason: /none that was tried fits its contract: .*x-it/i,
  },
};

/** APIs whose one operation can be called, and whose contract alone gives no answer that is one. */
export const WITHOUT_ANSWER: typeof WITHOUT_CALL = {
  'refused-always': { operation: { responses: { '404': { description: 'no' } } }, reason: /no answer/ },
  'contradictory-answer': {
    operation: {
      responses: {
        '200': {
          description: 'ok',
          content: { 'application/json': { schema: { type: 'integer', minimum: 5, maximum: 1 } } },
        },
      },
    },
    reason: /no answer can be made/,
  },
};
