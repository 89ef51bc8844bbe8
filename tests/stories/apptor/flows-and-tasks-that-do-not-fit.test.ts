// Flows, versions, runs and tasks that are not there, belong to somebody else, or are in another state.
import { beforeAll, expect, test } from '@jest/globals';
import { type InProcess, inProcess } from '../../in-process.ts';
import { answerTask, DEMO, execute, FLOW, look, OTHER, startAsSystem, WAITING, waitingRun } from './calls.ts';
import { expectRefused } from './refused.ts';

let mock: InProcess;

beforeAll(async () => {
  mock = await inProcess();
});

const EXEC = '/process/exec';
const TASK = '/process/task';

test('an unknown flow is refused with how to add it, for system keys, too', async () => {
  const message = "Not found: no flow 'no-flow' in this organization";
  const hint = /^Have "flowx-mock init FOLDER" write .*, or serve with --learn\.$/;
  const wanted = { status: 404, message, hint, name: 'unknown-flow' };
  await expectRefused(mock.app, await execute(mock.app, 'no-flow'), { ...wanted, path: EXEC });
  await expectRefused(mock.app, await startAsSystem(mock.app, 'no-flow'), {
    ...wanted,
    path: '/process/start',
  });
});

test("another organization's flow cannot be told from one that never was", async () => {
  const foreign = await execute(mock.app, 'other-flow');
  const never = await execute(mock.app, 'never-flow');
  const wanted = { status: 404, message: /no flow 'other-flow'/, path: EXEC, name: 'unknown-flow' };
  await expectRefused(mock.app, foreign, wanted);
  expect(foreign.text.replace('other-flow', 'never-flow')).toBe(never.text);
  expect((await execute(mock.app, 'other-flow', OTHER)).status).toBe(200);
});

test('a flow of which nothing is published does not run', async () => {
  const message = "Not found: flow 'draft-flow' has no published version";
  const hint = /^Versions are listed in the catalogue\./;
  const wanted = { status: 404, message, hint, path: EXEC, name: 'nothing-published' };
  await expectRefused(mock.app, await execute(mock.app, 'draft-flow'), wanted);
});

test.each([
  ['a draft', 'draft-flow', '1'],
  ['an archived', FLOW, '1'],
  ['an unknown', FLOW, '99'],
])('%s version does not run', async (_, flow, version) => {
  const message = new RegExp(`^Not found: flow '${flow}' has no published version '${version}'`);
  const wanted = { status: 404, message, path: EXEC, name: 'version-not-published' };
  await expectRefused(mock.app, await execute(mock.app, flow, DEMO, `?versionNumber=${version}`), wanted);
});

test('the version asked for runs, else the latest published one', async () => {
  const older = (await execute(mock.app, FLOW, DEMO, '?versionNumber=2')).body.processInstanceId;
  expect((await look(mock.app, older)).body.processVersion).toBe('2');
  expect((await look(mock.app, await waitingRun(mock.app))).body.processVersion).toBe('3');
});

test('an unknown run is refused with how to get one', async () => {
  const message = "Not found: no process instance 'inst_none' in this organization";
  const hint = /^Start one with POST \/process\/exec\. /;
  const wanted = { status: 404, message, hint, name: 'unknown-instance' };
  const looked = await look(mock.app, 'inst_none');
  await expectRefused(mock.app, looked, { ...wanted, path: '/process/instance/inst_none' });
  await expectRefused(mock.app, await answerTask(mock.app, 'inst_none'), { ...wanted, path: TASK });
});

test("another organization's run cannot be looked at or answered", async () => {
  const wanted = { status: 404, message: /no process instance 'inst_xyz789'/, name: 'unknown-instance' };
  await expectRefused(mock.app, await look(mock.app, WAITING, OTHER), {
    ...wanted,
    path: `/process/instance/${WAITING}`,
  });
  await expectRefused(mock.app, await answerTask(mock.app, WAITING, {}, OTHER), { ...wanted, path: TASK });
  expect((await look(mock.app, WAITING)).body).toMatchObject({ stateCd: 0, endTime: null });
});

test('an instance of the other product is as unknown as any', async () => {
  expect((await look(mock.app, '24cb4216-83a4-4782-84cb-d702b54b9b7d', 'apk_system_secret')).status).toBe(
    404,
  );
});

test('a run that waits for nobody takes no answer', async () => {
  const { processInstanceId } = (await execute(mock.app, 'quick-flow')).body;
  const message = `Conflict: process instance '${processInstanceId}' is not waiting for a task (stateCd 0)`;
  const wanted = { status: 409, message, path: TASK, name: 'not-waiting' };
  await expectRefused(mock.app, await answerTask(mock.app, processInstanceId), wanted);
});

test('the wrong node takes no answer, and the run waits on', async () => {
  const run = await waitingRun(mock.app, { a: 1 });
  const message = `Conflict: process instance '${run}' is not waiting at 'end' but at 'approval-step'`;
  const wanted = { status: 409, message, path: TASK, name: 'wrong-node' };
  await expectRefused(mock.app, await answerTask(mock.app, run, { nodeId: 'end', data: { a: 2 } }), wanted);
  expect((await look(mock.app, run)).body).toMatchObject({ stateCd: 0, data: { a: 1 } });
  expect((await answerTask(mock.app, run)).status).toBe(200);
});

test('a task is completed once', async () => {
  const run = await waitingRun(mock.app);
  expect((await answerTask(mock.app, run, { data: { decision: 'approved' } })).status).toBe(200);
  const message = `Conflict: process instance '${run}' is not waiting for a task (stateCd 1)`;
  const wanted = { status: 409, message, path: TASK, name: 'not-waiting' };
  await expectRefused(mock.app, await answerTask(mock.app, run, { data: { decision: 'rejected' } }), wanted);
  expect((await look(mock.app, run)).body).toMatchObject({ stateCd: 1, data: { decision: 'approved' } });
});

test('a cancelled task is not completed afterwards', async () => {
  const run = await waitingRun(mock.app);
  await answerTask(mock.app, run, { action: 'CANCEL' });
  const message = /is not waiting for a task \(stateCd 3\)/;
  const wanted = { status: 409, message, path: TASK, name: 'not-waiting' };
  await expectRefused(mock.app, await answerTask(mock.app, run), wanted);
});
