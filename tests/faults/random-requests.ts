// Parts of requests at random: names and values that are known here, and any others.
import { toUSVString } from 'node:util';
import fc from 'fast-check';
import { NAMES, odd } from './fuzzed.ts';

const KNOWN = [
  ...[
    'inst_xyz789',
    'your-flow-uuid',
    'customer_onboarding',
    'default',
    'flowx',
    'apptor',
    'COMPLETE',
    'completed',
  ],
  ...[
    'dbe0ab87-539b-4015-962d-6e73226b9e58',
    '2026-12-24T18:00:00Z',
    'PT2H',
    '/customerEmail',
    '*',
    '-1',
    '0',
    '1e9',
  ],
];
const segment = fc.oneof(
  fc.constantFrom(...KNOWN),
  odd.map((text) => encodeURIComponent(toUSVString(text)) || '-'),
  fc.stringMatching(/^[!-~]{1,20}$/),
);
const MEMBERS = [
  ...[
    'processId',
    'nodeId',
    'action',
    'processInstanceId',
    'data',
    'versionNumber',
    'environment',
    'state',
    'skip',
  ],
  ...[
    'type',
    'by',
    'to',
    'story',
    'stories',
    'seed',
    'cases',
    'from',
    'snapshot',
    'items',
    'id',
    'api',
    'match',
    'code',
  ],
  ...[
    'refusal',
    'delay',
    'times',
    'status',
    'method',
    'path',
    'bodyContains',
    'realm',
    'user',
    'client',
    'ttl',
    'claims',
  ],
  ...[
    'now',
    'limit',
    'offset',
    'after',
    'where',
    'redact',
    'with',
    'sort',
    'format',
    'operationId',
    ...NAMES,
  ],
];
const leaf = fc.oneof(
  fc.constantFrom(...KNOWN),
  odd,
  fc.double(),
  fc.integer(),
  fc.constantFrom(true, false, null),
);
const member = fc.oneof({ weight: 4, arbitrary: fc.constantFrom(...MEMBERS) }, { weight: 1, arbitrary: odd });
const object = fc.dictionary(
  member,
  fc.oneof(leaf, fc.dictionary(member, leaf, { maxKeys: 4 }), fc.array(leaf)),
  {
    maxKeys: 6,
  },
);
const body = fc.oneof(
  { weight: 4, arbitrary: object.map((value) => JSON.stringify(value)) },
  { weight: 2, arbitrary: fc.array(object, { maxLength: 3 }).map((value) => JSON.stringify(value)) },
  { weight: 1, arbitrary: fc.constant('') },
  { weight: 1, arbitrary: fc.uint8Array() },
);
const query = fc.array(fc.tuple(member, segment), { maxLength: 4 });
const headers = fc.dictionary(
  fc.constantFrom(
    'Authorization',
    'X-API-Key',
    'Content-Type',
    'Origin',
    'Accept',
    'If-None-Match',
    'Range',
    'Cookie',
  ),
  fc.constantFrom(
    'Bearer x',
    'apk_demo_secret',
    'application/json',
    'text/plain',
    'null',
    '*/*',
    'a=b',
    'bytes=0-1',
    '',
  ),
  { maxKeys: 3 },
);
/** So many of each part are drawn for a call, and then combined: to draw takes longer than to answer. */
const PARTS = 1000;

/** The parts of one request. */
export interface Drawn {
  segments: string[];
  query: [string, string][];
  headers: Record<string, string>;
  body: string | Uint8Array;
}

/** Random requests, made of what people might send and what nobody would. */
export function draw(many: number): Drawn[] {
  const parts = {
    segments: fc.sample(fc.array(segment, { minLength: 6, maxLength: 6 }), Math.min(many, PARTS)),
    query: fc.sample(query, Math.min(many, PARTS)),
    headers: fc.sample(headers, Math.min(many, PARTS)),
    body: fc.sample(body, Math.min(many, PARTS)),
  };
  const any = <Part>(all: Part[]): Part => all[Math.floor(Math.random() * all.length)] as Part;
  return Array.from({ length: many }, () => ({
    segments: any(parts.segments),
    query: any(parts.query),
    headers: any(parts.headers),
    body: any(parts.body),
  }));
}
