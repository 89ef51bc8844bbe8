import type { Values } from '../../reader/calls/request.ts';
import { isJson, pickMediaType } from '../../reader/media-type.ts';
import type { AcceptedRequests } from './accepted-request.ts';
import type { TestRequest } from './case.ts';
import { type Case, single } from './case.ts';
import { refusal } from './expected-refusal.ts';

type Malformed = [
  name: string,
  refusal: string,
  because: string,
  changes: (good: AcceptedRequests, values: Values) => Partial<TestRequest>,
];

/** What nearly no API takes; the first that this one does not. */
const OTHER_TYPES = ['text/plain', 'application/xml', 'image/png'];

const UNTYPED: Malformed = [
  'no content type',
  'unsupported-media-type',
  'nothing says what the body is',
  (good, values) => {
    const { type: _, ...request } = good.request(values);
    return { request };
  },
];

const NO_JSON: Malformed[] = [
  ['no body', 'malformed-json', 'there is no body', () => ({ raw: '' })],
  ['JSON broken off', 'malformed-json', 'the body is no JSON', () => ({ raw: '{"broken' })],
  ['JSON with a comma too many', 'malformed-json', 'the body is no JSON', () => ({ raw: '{"a": 1,}' })],
];

/** Bodies that say they are something else, or are no JSON where the contract wants it. */
export function contentCases(good: AcceptedRequests): Case[] {
  const { contract } = good;
  const { body } = contract.operation;
  const { type } = good.request({});
  if (!body || type === undefined) return [];
  const malformed = [...otherType(Object.keys(body.content)), UNTYPED, ...(isJson(type) ? NO_JSON : [])];
  return malformed.map(([name, refused, because, changes]) =>
    single(contract, name, (values) => ({
      request: good.request(values),
      expected: refusal(contract, refused, because),
      ...changes(good, values),
    })),
  );
}

function otherType(taken: string[]): Malformed[] {
  const known = new Map(taken.map((type) => [type.toLowerCase(), type]));
  const type = OTHER_TYPES.find((one) => pickMediaType(known, one) === undefined);
  if (type === undefined) return [];
  return [
    [
      `content type ${type}`,
      'unsupported-media-type',
      `the body is declared as ${type}`,
      (good, values) => ({ request: { ...good.request(values), type } }),
    ],
  ];
}

/** A body that is larger than the server takes, where the target says how large that is. */
export function oversizeCases(good: AcceptedRequests, bytes: number | undefined): Case[] {
  const { contract } = good;
  if (bytes === undefined || !contract.operation.body) return [];
  return [
    single(contract, 'body too large', (values) => ({
      request: good.request(values),
      raw: JSON.stringify({ ...(good.request(values).body as object), padding: 'x'.repeat(bytes) }),
      expected: refusal(contract, 'body-too-large', `the body has more than ${bytes} bytes`),
    })),
  ];
}
