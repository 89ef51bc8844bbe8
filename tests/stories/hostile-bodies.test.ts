// Members called like JavaScript's own machinery are data: they survive every step, and change nothing.
import { join } from 'node:path';
import { beforeAll, expect, test } from '@jest/globals';
import request from 'supertest';
import { type InProcess, inProcess } from '../in-process.ts';
import { DEMO, FLOW, look } from './apptor/calls.ts';
import { byName, copying, inheriting, type Target, TOKEN } from './flowx/calls.ts';

let mock: InProcess;

beforeAll(async () => {
  mock = await inProcess();
});

const HOSTILE =
  '{"__proto__":{"polluted":true,"state":"FINISHED"},"constructor":{"prototype":{"polluted":true}},"toString":"x","hasOwnProperty":1,"valueOf":null}';

/** Bodies are written by hand: a client's own JSON would lose them. */
const post = (target: Target, path: string, body: string) =>
  request(target)
    .post(path)
    .set({
      Authorization: TOKEN,
      'X-API-Key': DEMO,
      'Flowx-Platform': 'web',
      'Content-Type': 'application/json',
    })
    .send(body);

/** As text: parsing and comparing could hide what is looked for. */
async function writtenOf(target: Target, id: string): Promise<string> {
  const { status, text } = await request(target).get(`/__admin/instances/${id}`);
  expect(status).toBe(200);
  return text;
}

const unpolluted = () => expect(({} as Record<string, unknown>).polluted).toBeUndefined();

test('they survive start, copy, inheritance and the look of the control plane', async () => {
  const started = await post(mock.app, byName(), HOSTILE);
  expect([started.status, started.body.state]).toEqual([200, 'STARTED']);
  expect(await writtenOf(mock.app, started.body.uuid)).toContain(`"data":${HOSTILE}`);
  const copied = await post(mock.app, copying(started.body.uuid), '{"more":1}');
  expect(await writtenOf(mock.app, copied.body.uuid)).toContain(`"data":${HOSTILE.slice(0, -1)},"more":1}`);
  const chosen = '{"paramsToInherit":{"paramsToCopy":["__proto__"]}}';
  const child = await post(mock.app, inheriting(started.body.uuid), chosen);
  expect(await writtenOf(mock.app, child.body.uuid)).toContain(
    '"data":{"__proto__":{"polluted":true,"state":"FINISHED"}}',
  );
  const without = '{"paramsToInherit":{"withoutParams":["__proto__","constructor"]}}';
  const other = await post(mock.app, inheriting(started.body.uuid), without);
  expect(await writtenOf(mock.app, other.body.uuid)).toContain(
    '"data":{"toString":"x","hasOwnProperty":1,"valueOf":null}',
  );
  unpolluted();
});

test('copying over data that has none lays them over it', async () => {
  const plain = await post(mock.app, byName(), '{"a":1}');
  const copied = await post(mock.app, copying(plain.body.uuid), HOSTILE);
  expect(await writtenOf(mock.app, copied.body.uuid)).toContain(`"data":{"a":1,${HOSTILE.slice(1)}`);
});

test('a run keeps them from its start and from its task, and the timeline names what changed', async () => {
  const started = await post(mock.app, '/process/exec', `{"processId":"${FLOW}","data":{"a":1}}`);
  const run = started.body.processInstanceId;
  const task = `{"processInstanceId":"${run}","nodeId":"approval-step","action":"COMPLETE","data":{"__proto__":{},"constructor":2}}`;
  expect((await post(mock.app, '/process/task', task)).status).toBe(200);
  expect((await look(mock.app, run)).text).toContain('"data":{"a":1,"__proto__":{},"constructor":2,');
  const { timeline } = JSON.parse(await writtenOf(mock.app, run));
  expect(timeline.at(-1).changed).toEqual(expect.arrayContaining(['__proto__', 'constructor']));
});

test.each([
  [
    'required members of a start schema',
    byName({ process: 'loan_application' }),
    '{"__proto__":{"customerEmail":"a@b.c","loanAmount":1}}',
    400,
  ],
  ['a start condition', byName({ process: 'two_doors' }), '{"__proto__":{"startCondition":"branch"}}', 400],
  ['required members of a request', '/process/exec', `{"__proto__":{"processId":"${FLOW}"}}`, 400],
  ['a flow', '/process/exec', '{"processId":"__proto__"}', 404],
  [
    'an instance',
    '/process/task',
    '{"processInstanceId":"constructor","nodeId":"x","action":"COMPLETE"}',
    404,
  ],
  ['a process', byName({ process: '__proto__' }), '{}', 404],
  ['a workspace', byName({ workspace: 'constructor' }), '{}', 404],
  ['an application', byName({ application: 'hasOwnProperty' }), '{}', 404],
  ['a source', copying('__proto__'), '{}', 404],
])('they are never taken for %s', async (_, path, body, status) => {
  expect((await post(mock.app, path, body)).status).toBe(status);
  unpolluted();
});

test('a process may demand members that every object seems to have', async () => {
  const { app } = await inProcess({ fixtures: join(import.meta.dirname, 'flowx', 'two-workspaces') });
  const path = byName({ workspace: 'ws-sales', application: 'app-offers', process: 'odd_names' });
  const refused = await post(app, path, '{}');
  expect([refused.status, refused.body.detail]).toEqual([
    400,
    expect.stringContaining("'constructor' is required; 'valueOf' is required"),
  ]);
  expect((await post(app, path, '{"constructor":"x","valueOf":"y"}')).status).toBe(200);
});

test('with --learn they are ids like others', async () => {
  const { app } = await inProcess({ learning: true });
  const place = { workspace: '__proto__', application: 'constructor', process: 'toString' };
  const { status, body } = await post(app, byName(place), '{}');
  expect([status, body.applicationId, body.processDefinitionName]).toEqual([200, 'constructor', 'toString']);
  expect((await post(app, '/process/exec', '{"processId":"__proto__"}')).status).toBe(200);
  expect((await request(app).get('/__admin/catalogue')).text).toContain('"processId":"__proto__"');
  unpolluted();
});

test('nesting without end is refused, not followed', async () => {
  for (const body of [
    '['.repeat(50_000) + ']'.repeat(50_000),
    `${'{"a":'.repeat(50_000)}1${'}'.repeat(50_000)}`,
  ]) {
    const answer = await post(mock.app, byName(), body);
    expect([answer.status, answer.body.detail]).toEqual([400, expect.stringContaining('nested deeper than')]);
  }
});
