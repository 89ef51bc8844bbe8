// The matcher for what a stand-in was sent, held against a real one.
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { toHaveReceived } from '../../../../../contracts/suite/test-runners/have-received.ts';
import { createMock, type Mock, type World } from '../../../../../mock-server/in-process/create-mock.ts';
import { Client } from '../../../../client.ts';

let mock: Mock;
let alice: World;
beforeAll(async () => {
  mock = await createMock();
  alice = mock.world('alice');
  const client = new Client(alice.url);
  await client.run('quick-flow', { data: { order: 7, lines: [{ sku: 'a' }] } });
  await client.run('quick-flow', { data: { order: 8 } });
  await client.exec('no-such-flow');
});
afterAll(() => mock.close());

test.each([
  ['executeWorkflow', {}],
  ['executeWorkflow', { times: 3 }],
  ['executeWorkflow', { status: 404, times: 1 }],
  ['executeWorkflow', { bodyContains: { data: { order: 7 } }, times: 1 }],
  ['executeWorkflow', { bodyContains: 'no-such', api: 'apptor', method: 'POST', path: '/process/*' }],
  ['completeTask', { times: 0 }],
])('%s with %j was received', async (operationId, matcher) => {
  const { pass, message } = await toHaveReceived(alice, operationId, matcher);
  expect(pass).toBe(true);
  expect(message()).toMatch(/^expected not to have received /);
});

test('a body that differs: what came instead, and in what it differs', async () => {
  const { pass, message } = await toHaveReceived(alice, 'executeWorkflow', {
    status: 200,
    bodyContains: { data: { order: 9 } },
  });
  expect(pass).toBe(false);
  expect(
    message(),
  ).toBe(`expected to have received executeWorkflow with {"status":200,"bodyContains":{"data":{"order":9}}}
received none, but
  POST /@alice/process/exec answered 404 (executeWorkflow)
    status  expected 200, was 404
    body/data  expected {"order":9}, was nothing
  POST /@alice/process/exec answered 200 (executeWorkflow)
    body/data/order  expected 9, was 8
  POST /@alice/process/exec answered 200 (executeWorkflow)
    body/data/order  expected 9, was 7`);
});

test('too few or too many: those there are', async () => {
  const { message } = await toHaveReceived(alice, 'executeWorkflow', { status: 200, times: 1 });
  expect(message()).toMatch(
    /^expected to have received 1 time executeWorkflow with \{"status":200\}\nreceived 2 of them\n {2}POST/,
  );
});

test('another operation: what came at all; nothing: none', async () => {
  const { pass, message } = await toHaveReceived(alice, 'completeTask');
  expect(pass).toBe(false);
  expect(message()).toMatch(/received none, but\n {2}POST \S+ answered 404 \(executeWorkflow\)\n {2}POST/);
  const nothing = await toHaveReceived(mock.world('bob'), 'completeTask');
  expect(nothing.message()).toBe('expected to have received completeTask\nreceived none');
});

test('an operation that is none, and what has no journal, are mistakes', async () => {
  await expect(toHaveReceived(alice, 'executeWorkflows')).rejects.toThrow(/executeWorkflows/);
  for (const wrong of [undefined, {}, { requests: {} }, 'url'])
    await expect(toHaveReceived(wrong, 'executeWorkflow')).rejects.toThrow('needs something with a journal');
});
