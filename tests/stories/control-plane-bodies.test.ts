// Bodies of the control plane: as long as the products' own and longer, as deep as can be kept, and kept as they were sent.
import { beforeAll, expect, test } from '@jest/globals';
import request from 'supertest';
import { MemoryBudget } from '../../mock-server/domain/memory/memory-budget.ts';
import { type InProcess, inProcess } from '../in-process.ts';
import { waitingRun } from './apptor/calls.ts';

let mock: InProcess;
let run: string;
beforeAll(async () => {
  mock = await inProcess();
  run = await waitingRun(mock.app);
});

const send = (method: 'post' | 'put', path: string, body: string) =>
  request(mock.app)[method](`/__admin${path}`).set('Content-Type', 'application/json').send(body);
const nested = (levels: number) => `${'{"a":'.repeat(levels)}1${'}'.repeat(levels)}`;

test.each([4500, 100_000])('%d levels are refused, and are no defect of ours', async (levels) => {
  const event = `{"type":"NONE","data":${nested(levels)}}`;
  for (const [method, path, body] of [
    ['put', '/faults', `[{"code":500,"match":${nested(levels)}}]`],
    ['post', '/requests/find', `{"bodyContains":${nested(levels)}}`],
    ['post', `/instances/${run}/events`, event],
    ['put', '/worlds/deep', `{"now":${nested(levels)}}`],
  ] as const) {
    const { status, body: answer } = await send(method, path, body);
    expect([path, status, answer.detail]).toEqual([path, 400, expect.stringContaining('deeper than 500')]);
  }
});

test('400 levels are taken', async () => {
  const answer = await send('post', '/requests/find', `{"bodyContains":${nested(400)}}`);
  expect([answer.status, answer.body]).toEqual([200, { items: [] }]);
});

test('a number that could not be kept is refused, and named', async () => {
  const event = '{"type":"NONE","data":{"order":{"id":4634343214213523454}}}';
  const { status, body } = await send('post', `/instances/${run}/events`, event);
  expect([status, body.errors[0].pointer]).toEqual([400, '/data/order/id']);
});

test('two megabytes are read', async () => {
  const event = JSON.stringify({ type: 'NONE', data: { text: 'x'.repeat(2_000_000) } });
  expect((await send('post', `/instances/${run}/events`, event)).status).toBe(409);
});

test('a body is as long as there is memory for, and no longer', async () => {
  const body = `{"bodyContains":"a"${' '.repeat(34_000_000)}}`;
  const asked = async (megabytes: number) => {
    const { app } = await inProcess({ memory: new MemoryBudget(megabytes * 1024 * 1024) });
    return request(app).post('/__admin/requests/find').set('Content-Type', 'application/json').send(body);
  };
  expect(await asked(1024)).toMatchObject({ status: 200, body: { items: [] } });
  const refused = await asked(64);
  expect([refused.status, refused.body.detail]).toEqual([507, expect.stringContaining('--max-memory')]);
});
