// A list of faults with mistakes is refused as a whole, and everything that is wrong is told at once.
import { beforeEach, expect, test } from '@jest/globals';
import type { Client } from '../../client.ts';
import { list, put, statuses } from './fault-calls.ts';
import { worldOfTest } from './world-of-test.ts';

const worldNamed = worldOfTest();
let world: Client;
beforeEach(() => {
  world = worldNamed();
});

const starts = (count: number) => statuses(count, () => world.exec('quick-flow'));
const BAD: [what: string, list: unknown, pointer: string, detail: string][] = [
  ['no list', { code: 503 }, '', 'must be array'],
  ['a member nobody knows', [{ code: 503, tiems: 1 }], '/0/tiems', '"tiems" is not known here'],
  [
    'no operation of that name',
    [{ operationId: 'startAll', code: 503 }],
    '/0/operationId',
    'there is executeWorkflow, startWorkflow, ',
  ],
  [
    'an operation of another API',
    [{ api: 'flowx', operationId: 'getInstance', code: 503 }],
    '/0/operationId',
    'no operation of flowx',
  ],
  [
    'no API of that name',
    [{ api: 'sap', code: 503 }],
    '/0/api',
    'there is apptor, flowx, organization, library, identity',
  ],
  [
    'no profile of that name',
    [{ profile: 'evil' }],
    '/0/profile',
    'there is flaky, slow, rate-limited, token-expired, maintenance, offline, login-down, slow-keys',
  ],
  ['a status nobody declares', [{ code: 418, api: 'apptor' }], '/0/code', 'declares 418, but 200, 400, 401'],
  [
    'a refusal nobody has',
    [{ refusal: 'tired', api: 'apptor' }],
    '/0/refusal',
    'there is request-malformed, ',
  ],
  [
    'a profile nobody can have',
    [{ profile: 'maintenance', operationId: 'getBook' }],
    '/0/profile',
    'declares an answer of maintenance',
  ],
  [
    'a schema that refers to itself without end',
    [{ code: 503, match: { $ref: '#' } }],
    '/0/match',
    'no usable JSON Schema',
  ],
  [
    'a schema that promises to judge later',
    [{ code: 503, match: { $async: true, required: ['x'] } }],
    '/0/match',
    'no usable JSON Schema: /$async: "$async" is a keyword of ajv',
  ],
  [
    'a fault nobody knows',
    [{ fault: 'explode' }],
    '/0/fault',
    'must be one of reset, empty, truncate, garbage, drip, stall',
  ],
  ['nothing that happens', [{ operationId: 'getInstance' }], '/0', 'nothing is to happen'],
  ['a profile and a code', [{ profile: 'flaky', code: 503 }], '/0/code', 'a profile says by itself'],
  ['a code and a reset', [{ fault: 'reset', code: 503 }], '/0/fault', 'reset sends no answer'],
  ['a code and a refusal', [{ refusal: 'unavailable', code: 503 }], '/0/refusal', 'has its own status'],
  ['a world', [{ world: 'alice', code: 503 }], '/0/world', '/@NAME/ or X-Mock-World'],
  ['a time that is none', [{ code: 503, from: '25:00' }], '/0/from', 'neither a time of day'],
  ['a window of nothing', [{ code: 503, from: '10:00', to: '10:00' }], '/0/to', 'nothing is from 10:00'],
  ['a day that is none', [{ code: 503, to: '2026-02-30T00:00:00Z' }], '/0/to', 'neither a time of day'],
  ['a schema that is none', [{ code: 503, match: { type: 'objekt' } }], '/0/match', 'no usable JSON Schema'],
  ['a path that cannot be one', [{ code: 503, path: 'process' }], '/0/path', 'must match pattern'],
  ['a delay below nothing', [{ delay: -1 }], '/0/delay', 'must be >= 0'],
  [
    'a delay of two kinds',
    [{ delay: { fixed: 1, uniform: { min: 1, max: 2 } } }],
    '/0/delay',
    'NOT have more than 1',
  ],
  [
    'a delay that shrinks',
    [{ delay: { uniform: { min: 2, max: 1 } } }],
    '/0/delay/uniform',
    'min is more than max',
  ],
  ['a probability above 1', [{ code: 503, probability: 1.1 }], '/0/probability', 'must be <= 1'],
  ['a part of a call', [{ code: 503, skip: 0.5 }], '/0/skip', 'must be integer'],
  ['a wrong when', [{ code: 503, when: 'later' }], '/0/when', 'must be one of before, after'],
];

test.each(BAD)(
  'a list with %s is refused with the place, and changes nothing',
  async (_, bad, pointer, detail) => {
    await put(world, [{ code: 503, times: 9 }]);
    await starts(1);
    const before = await list(world);
    const refused = await put(world, bad);
    expect([refused.status, refused.headers.get('content-type')]).toEqual([400, 'application/problem+json']);
    expect(refused.body.errors).toEqual([{ pointer, detail: expect.stringContaining(detail) }]);
    expect(refused.body.detail).toContain(detail);
    expect(await list(world)).toEqual(before);
  },
);

test('everything that is wrong is told at once', async () => {
  const { body } = await put(world, [
    { code: 1 },
    { api: 'sap' },
    { code: 503 },
    { from: 'x', to: '10:00', match: 1, delay: 'z', profile: 'evil' },
    null,
    { operationId: 'all', tiems: 1, code: 503 },
  ]);
  expect(body.errors.map(({ pointer }: { pointer: string }) => pointer)).toEqual([
    '/0/code',
    '/3/match',
    '/3/delay',
    '/4',
    '/5/tiems',
    '/1/api',
    '/1',
    '/3/profile',
    '/3/from',
    '/5/operationId',
  ]);
});

test('a list that is not sent as JSON does not pass for none', async () => {
  const answer = await fetch(`${world.url}/__admin/faults`, { method: 'PUT', body: '[]' });
  expect(answer.status).toBe(400);
  expect(await answer.text()).toContain('with Content-Type: application/json');
});

test('a PUT that has no JSON, or none that can be read, is refused', async () => {
  expect((await world.admin('PUT', '/faults', { body: '[' })).status).toBe(400);
  expect((await world.admin('PUT', '/faults')).status).toBe(400);
});
