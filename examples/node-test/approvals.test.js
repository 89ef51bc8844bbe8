import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { createMock } from 'flowx-mock';
import { approvals } from './approvals.js';

const mock = await createMock({ seed: 42 });
after(() => mock.close());

test('an order that is approved', async () => {
  const { url, requests, instances } = mock.world('approved');
  const client = approvals(url);
  const id = await client.ask(7);
  await instances.waitFor(id, 'approval-step', { skip: true });
  await client.approve(id);
  assert.equal((await client.look(id)).stateCd, 1);
  assert.equal(
    await requests.count({ operationId: 'executeWorkflow', bodyContains: { data: { order: 7 } } }),
    1,
  );
});

test('the stand-in is out of order once', async () => {
  const world = mock.world('out-of-order');
  await world.faults.set({ operationId: 'executeWorkflow', code: 503, times: 1 });
  assert.match(await approvals(world.url).ask(8), /^inst_/);
  assert.equal(await world.requests.count({ status: 503 }), 1);
});
