// Third APIs whose one operation can be called: each kind of value, credential, body and answer.
import { CODE, JSON_BODY, KEY, type Node, OK, posted, type Small, secured } from './small-api.ts';

const SCHEMAS: Record<string, Node> = {
  integer: { type: 'integer', minimum: 5 },
  number: { type: 'number', exclusiveMinimum: 0, exclusiveMaximum: 1 },
  boolean: { type: 'boolean' },
  enumeration: { enum: ['red', 'green'] },
  constant: { const: 'only-this' },
  pattern: { type: 'string', pattern: '^[A-Z]{2}-[0-9]{3}$' },
  uuid: { type: 'string', format: 'uuid' },
  date: { type: 'string', format: 'date' },
  short: { type: 'string', minLength: 3, maxLength: 4 },
  reference: { $ref: '#/components/schemas/code' },
  choice: { oneOf: [{ type: 'integer' }, { type: 'string', pattern: '^x+$' }] },
};
/** Everything that an example may hold and a shell or curl understands in its own way. */
const HOSTILE = `it's "$HOME" \`id\` $(id) \\ ! * ? [a-b] {c,d} @e #f %41 & ; | < > ~ $TOKEN`;

/** Each kind of value in each place of a request. */
const placed = Object.fromEntries(
  ['path', 'query', 'header', 'cookie'].flatMap((place) =>
    Object.entries(SCHEMAS).map(([kind, schema]): [string, Small] => [
      `${kind}-in-${place}`,
      {
        path: place === 'path' ? '/{value}' : '',
        components: CODE,
        operation: {
          parameters: [{ name: place === 'header' ? 'X-Value' : 'value', in: place, required: true, schema }],
          responses: OK,
        },
      },
    ]),
  ),
);

const BASIC = { type: 'http', scheme: 'basic' };

const credentials: Record<string, Small> = {
  'key-in-header': secured(KEY),
  'key-of-a-list': secured(KEY, ["let'me-in", 'second']),
  'key-in-query': secured({ type: 'apiKey', in: 'query', name: 'api key' }, ['a b&c']),
  'key-in-cookie': secured({ type: 'apiKey', in: 'cookie', name: 'session' }, ['s-1']),
  bearer: secured({ type: 'http', scheme: 'bearer' }, 'dated'),
  'bearer-of-a-list': secured({ type: 'http', scheme: 'Bearer' }, ['t-1']),
  basic: secured(BASIC),
  'basic-of-a-list': secured(BASIC, ['ada:love lace']),
  both: {
    components: {
      securitySchemes: {
        one: KEY,
        two: { type: 'apiKey', in: 'cookie', name: 'b' },
        three: { type: 'apiKey', in: 'cookie', name: 'c' },
      },
    },
    operation: {
      security: [{ one: [], two: [], three: [] }],
      parameters: [{ name: 'd', in: 'cookie', required: true, schema: { type: 'integer' } }],
      responses: OK,
    },
  },
  alternatives: {
    components: { securitySchemes: { one: KEY, two: { ...KEY, name: 'X-Other' } } },
    credentials: { one: 'catalogue', two: ['let-me-in'] },
    operation: { security: [{ one: [] }, { two: [] }], responses: OK },
  },
  'nothing-needed': {
    components: { securitySchemes: { one: KEY } },
    credentials: { one: 'catalogue' },
    operation: { security: [{ one: [] }, {}], responses: OK },
  },
};

const NESTED = {
  type: 'object',
  required: ['customer', 'lines'],
  additionalProperties: false,
  properties: {
    customer: {
      type: 'object',
      required: ['email'],
      properties: { email: { type: 'string', format: 'email' } },
    },
    lines: {
      type: 'array',
      minItems: 2,
      items: {
        type: 'object',
        required: ['sku'],
        properties: { sku: { $ref: '#/components/schemas/code' } },
      },
    },
  },
};
const bodies: Record<string, Small> = {
  'nested-body': posted(JSON_BODY(NESTED)),
  'body-list': posted(JSON_BODY({ type: 'array', minItems: 1, items: { type: 'integer' } })),
  'body-text': posted(JSON_BODY({ type: 'string', minLength: 1 })),
  'body-number': posted(JSON_BODY({ type: 'integer' })),
  'body-null': posted(JSON_BODY({ type: 'null' })),
  'body-of-anything': posted({ required: true, content: { 'application/json': {} } }),
  'body-not-needed': posted({ content: { 'application/json': { schema: NESTED } } }),
  'plain-text': posted({
    required: true,
    content: { 'text/plain': { schema: { type: 'string' }, example: '@file' } },
  }),
  'any-json': posted({ required: true, content: { 'application/*': { schema: NESTED } } }),
  'merge-patch': {
    ...posted({ required: true, content: { 'application/merge-patch+json': { schema: NESTED } } }),
    method: 'patch',
  },
  'json-after-another': posted({
    required: true,
    content: { 'multipart/form-data': { schema: NESTED }, 'application/json': { schema: NESTED } },
  }),
  'wrong-example': posted(JSON_BODY(NESTED, { example: { customer: 1 } })),
  'hostile-example': posted(JSON_BODY({ type: 'object' }, { example: { text: HOSTILE, emoji: '😀\n' } }), {
    parameters: [
      {
        name: 'q',
        in: 'query',
        required: true,
        schema: { type: 'string', const: HOSTILE },
        example: HOSTILE,
      },
      {
        name: 'X-H',
        in: 'header',
        required: true,
        schema: { type: 'string', const: HOSTILE },
        example: HOSTILE,
      },
    ],
  }),
};

const others: Record<string, Small> = {
  ...Object.fromEntries(
    ['get', 'put', 'delete', 'head'].map((method): [string, Small] => [
      `with-${method}`,
      { method, operation: { responses: { '200': { description: 'ok' } } } },
    ]),
  ),
  'query-list': {
    operation: {
      parameters: [
        { name: 'ids', in: 'query', required: true, schema: { type: 'array', items: { type: 'integer' } } },
        {
          name: 'tags',
          in: 'query',
          required: true,
          schema: { type: 'array', minItems: 2, items: SCHEMAS.pattern },
        },
      ],
      responses: OK,
    },
  },
  'wrong-parameter-example': {
    path: '/{value}',
    operation: {
      parameters: [{ name: 'value', in: 'path', required: true, schema: SCHEMAS.integer, example: 'x' }],
      responses: OK,
    },
  },
  'no-content': { operation: { responses: { '204': { description: 'nothing' } } } },
  'only-default': {
    operation: {
      responses: { default: { description: 'all', content: { 'text/plain': { example: 'hi' } } } },
    },
  },
  // A refusal of every API is not held to what stands for the success.
  'only-default-and-a-key': {
    ...secured(KEY, ['let-me-in']),
    operation: {
      security: [{ it: [] }],
      responses: { default: { description: 'all', content: { 'text/plain': { example: 'hi' } } } },
    },
  },
  'a-class-of-statuses': { operation: { responses: { '2XX': { description: 'all' } } } },
  'plain-ok': {
    operation: {
      responses: {
        '200': {
          description: 'ok',
          content: {
            'application/json': {
              schema: { type: 'string', deprecated: true, readOnly: true, format: 'uuid' },
            },
          },
        },
      },
    },
  },
};

/** APIs whose one operation can be called. */
export const WORKING: Record<string, Small> = { ...placed, ...credentials, ...bodies, ...others };
