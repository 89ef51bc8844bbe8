// What a process wants to be started with: its own schema, and one of its start nodes.
import { beforeAll, expect, test } from '@jest/globals';
import { type InProcess, inProcess } from '../../in-process.ts';
import { byBuild, byName, copying, dataOf, INSTANCE, post } from './calls.ts';
import { expectRefused } from './refused.ts';

let mock: InProcess;

beforeAll(async () => {
  mock = await inProcess();
});

const LOAN = { process: 'loan_application' };
const DOORS = { process: 'two_doors' };
const MISSING = { status: 400, title: 'Some mandatory params are missing.', name: 'start-data-invalid' };

test('start data that breaks the schema of its process gets the documented message and every violation', async () => {
  const answer = await post(mock.app, byName(LOAN), { loanAmount: 0 });
  const reason =
    /"loan_application" takes other start data: 'customerEmail' is required; 'loanAmount' must be > 0/;
  const { violations } = await expectRefused(mock.app, answer, { ...MISSING, reason });
  expect(answer.headers['x-mock-violations']).toBe('2');
  expect(violations).toMatchObject([
    { in: 'body', pointer: '/customerEmail', keyword: 'required', expected: 'present' },
    { in: 'body', pointer: '/loanAmount', keyword: 'exclusiveMinimum', expected: 0, actual: 0 },
  ]);
  expect(answer.body.fieldErrors).toEqual([
    { field: 'customerEmail', message: 'must not be null' },
    { field: 'loanAmount', message: 'must be > 0' },
  ]);
});

test('an address that is no e-mail address is refused by build, too', async () => {
  const answer = await post(mock.app, byBuild(LOAN), { customerEmail: 'alice', loanAmount: 1 });
  const { violations } = await expectRefused(mock.app, answer, {
    ...MISSING,
    reason: /'customerEmail' must match format "email"/,
  });
  expect(violations).toMatchObject([
    { pointer: '/customerEmail', keyword: 'format', expected: 'email', actual: 'alice' },
  ]);
});

test('what is copied counts as start data, with the body over it', async () => {
  const good = await post(mock.app, copying(INSTANCE, LOAN), {});
  expect(good.status).toBe(200);
  const bad = await post(mock.app, copying(INSTANCE, LOAN), { loanAmount: -5 });
  await expectRefused(mock.app, bad, { ...MISSING, reason: /'loanAmount' must be > 0/ });
});

test('data that satisfies the schema starts the process', async () => {
  const data = { customerEmail: 'alice@example.com', loanAmount: 25_000 };
  const answer = await post(mock.app, byName(LOAN), data);
  expect(answer.status).toBe(200);
  expect(await dataOf(mock.app, answer.body.uuid)).toEqual(data);
});

test('several start nodes and no startCondition get the documented message and the choice', async () => {
  await expectRefused(mock.app, await post(mock.app, byName(DOORS), {}), {
    status: 400,
    title: 'Multiple start nodes found, but start condition not specified.',
    reason: /add startCondition to the body, one of: branch, online/,
    name: 'start-condition-missing',
  });
});

test('a startCondition that no start node has gets the documented error body', async () => {
  const answer = await post(mock.app, byName(DOORS), { startCondition: 'window' });
  const reason = /no start node for startCondition "window"; it has: branch, online/;
  const title = 'Start node for process definition not found.';
  await expectRefused(mock.app, answer, { status: 400, title, reason, name: 'start-node-missing' });
  expect(answer.body).toMatchObject({
    entityName: 'ai.flowx.process.definition.domain.NodeDefinition',
    errorKey: 'error.validation.process_instance.start_node_for_process_def_missing',
    type: 'https://www.jhipster.tech/problem/problem-with-message',
  });
});

test.each(['branch', 'online'])('startCondition %s opens its door', async (startCondition) => {
  expect((await post(mock.app, byName(DOORS), { startCondition })).status).toBe(200);
});

test('a startCondition that is no text breaks the contract', async () => {
  const answer = await post(mock.app, byName(DOORS), { startCondition: ['branch'] });
  const wanted = { status: 400, title: 'Method argument not valid', name: 'violation' };
  const { violations } = await expectRefused(mock.app, answer, {
    ...wanted,
    reason: /'startCondition' must be a string/,
  });
  expect(violations).toMatchObject([
    { pointer: '/startCondition', keyword: 'type', expected: 'string', actual: ['branch'] },
  ]);
});
