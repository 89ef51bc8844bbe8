import { createMock } from 'flowx-mock';
import 'flowx-mock/jest';
import { approvals } from './approvals.js';

let mock;
beforeAll(async () => {
  mock = await createMock({ seed: 42 });
});
afterAll(() => mock.close());

test('an order that is approved three days later', async () => {
  const world = mock.world('three-days');
  await world.clock.freeze();
  const client = approvals(world.url);

  const id = await client.ask(7);
  await world.clock.advance('P3D');
  await client.approve(id);

  const { startTime, endTime, data } = await client.look(id);
  expect(Date.parse(endTime) - Date.parse(startTime)).toBe(3 * 24 * 60 * 60 * 1000);
  expect(data).toMatchObject({ order: 7, decision: 'approved' });
  await expect(world).toHaveReceived('executeWorkflow', { bodyContains: { data: { order: 7 } }, times: 1 });
  await expect(world).toHaveReceived('completeTask', { status: 200 });
  expect((await world.snapshot()).instances.find((instance) => instance.id === id).state).toBe('completed');
});

test('the answer is lost, the client tries again: two runs, which is a mistake of the client', async () => {
  const world = mock.world('lost-answer');
  await world.faults.set({ operationId: 'executeWorkflow', fault: 'reset', when: 'after', times: 1 });

  await approvals(world.url).ask(8);

  await expect(world).toHaveReceived('executeWorkflow', { times: 2 });
  const runs = await world.instances.list({ process: 'your-flow-uuid' });
  expect(runs.filter(({ data }) => data.order === 8)).toHaveLength(2);
});

test('what the client sees is what the contract says', async () => {
  const headers = { 'X-API-Key': 'apk_demo_secret' };
  const response = await fetch(`${mock.url}/process/instance/inst_xyz789`, { headers });
  await expect(response).toMatchContract('apptor', 'getInstance');
  await expect(mock).not.toHaveReceived('startWorkflow');
});
