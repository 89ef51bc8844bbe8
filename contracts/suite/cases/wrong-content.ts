import type { Values } from '../../reader/calls/request.ts';
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

const MALFORMED: Malformed[] = [
  [
    'content type text/plain',
    'unsupported-media-type',
    'the body is declared as text/plain',
    (good, values) => ({ request: { ...good.request(values), type: 'text/plain' } }),
  ],
  [
    'no content type',
    'unsupported-media-type',
    'nothing says what the body is',
    (good, values) => {
      const { type: _, ...request } = good.request(values);
      return { request };
    },
  ],
  ['no body', 'malformed-json', 'there is no body', () => ({ raw: '' })],
  ['JSON broken off', 'malformed-json', 'the body is no JSON', () => ({ raw: '{"broken' })],
  ['JSON with a comma too many', 'malformed-json', 'the body is no JSON', () => ({ raw: '{"a": 1,}' })],
];

/** Bodies that say they are something else, or are no JSON. */
export function contentCases(good: AcceptedRequests): Case[] {
  const { contract } = good;
  if (!contract.operation.body) return [];
  return MALFORMED.map(([name, refused, because, changes]) =>
    single(contract, name, (values) => ({
      request: good.request(values),
      expected: refusal(contract, refused, because),
      ...changes(good, values),
    })),
  );
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
