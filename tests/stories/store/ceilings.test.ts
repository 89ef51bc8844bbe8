import { expect, test } from '@jest/globals';
import request from 'supertest';
import { MemoryStore } from '../../../mock-server/store/memory/memory-store.ts';
import { MemoryRows } from '../../../mock-server/store/memory/rows.ts';
import { inProcess } from '../../in-process.ts';

const key = { 'X-API-Key': 'apk_demo_secret' };

test('from so many instances on starts are refused, told once and part of health; everything else goes on', async () => {
  const told: string[] = [];
  const store = new MemoryStore(new MemoryRows(), 2);
  const { app } = await inProcess({ store, tell: (text) => told.push(text) });
  const start = () => request(app).post('/process/exec').set(key).send({ processId: 'your-flow-uuid' });
  const ids = [(await start()).body.processInstanceId, (await start()).body.processInstanceId];
  for (let n = 0; n < 2; n += 1) {
    const { status, body } = await start();
    expect(status).toBe(507);
    expect(body.message).toBe(
      'Insufficient storage: there are 2 instances, and no more are kept; delete worlds or reset, or allow more with --max-instances',
    );
  }
  const flowx = await request(app)
    .post(
      '/api/runtime/wks/2ae77b6a-d284-4a0b-ab23-ceaa364c7122/app/dbe0ab87-539b-4015-962d-6e73226b9e58/process-name/quick_check/start',
    )
    .set('Authorization', 'Bearer x')
    .send({});
  expect(flowx.status).toBe(507);
  expect(flowx.headers['retry-after']).toBe('5');
  const task = { processInstanceId: ids[0], nodeId: 'approval-step', action: 'COMPLETE' };
  expect((await request(app).post('/process/task').set(key).send(task)).status).toBe(200);
  expect((await request(app).get(`/process/instance/${ids[1]}`).set(key)).status).toBe(200);
  // An instance of the fixtures that is changed is not a start.
  const fixture = { ...task, processInstanceId: 'inst_xyz789' };
  expect((await request(app).post('/process/task').set(key).send(fixture)).status).toBe(200);
  const { body: health } = await request(app).get('/__admin/health');
  expect(health).toMatchObject({ status: 'degraded', instances: { kept: 3, most: 2, quarantined: 0 } });
  expect(health.reason).toContain('there are 2 instances');
  expect(told).toEqual([expect.stringContaining('there are 2 instances')]);
  expect((await request(app).post('/__admin/reset')).status).toBe(204);
  expect((await start()).status).toBe(200);
  expect((await request(app).get('/__admin/health')).body.status).toBe('ok');
});

test('from so many requests on the oldest go, which is told once', async () => {
  const told: string[] = [];
  const { app } = await inProcess({ journal: 3, tell: (text) => told.push(text) });
  for (let n = 0; n < 3; n += 1) await request(app).get(`/process/${n}`);
  expect(told).toEqual([]);
  for (let n = 3; n < 6; n += 1) await request(app).get(`/process/${n}`);
  const { body } = await request(app).get('/__admin/requests');
  expect(body.items.map(({ url }: { url: string }) => url)).toEqual([
    '/process/5',
    '/process/4',
    '/process/3',
  ]);
  expect(told).toEqual([expect.stringContaining('a journal holds 3 requests')]);
  expect((await request(app).get('/__admin/health')).body).toMatchObject({ status: 'ok', notices: told });
});

test('from so many bytes of bodies on the oldest go, however few they are, which is told as what it is', async () => {
  const told: string[] = [];
  const { app } = await inProcess({ journal: 100, tell: (text) => told.push(text) });
  const data = { text: 'x'.repeat(1_000_000) };
  for (let n = 0; n < 36; n += 1)
    await request(app).post('/process/exec').set(key).send({ processId: 'quick-flow', data });
  const { body } = await request(app).post('/__admin/requests/count');
  expect(body.count).toBeGreaterThan(20);
  expect(body.count).toBeLessThan(36);
  expect(told).toEqual([
    expect.stringMatching(/^a journal holds 32 MB of bodies: .* before there are 100 requests/),
  ]);
  for (let n = 0; n < 100; n += 1) await request(app).get(`/process/${n}`);
  expect(told).toEqual([expect.anything(), expect.stringContaining('a journal holds 100 requests')]);
});
