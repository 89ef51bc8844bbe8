// Starting processes: what is answered, and what is remembered.
import { beforeAll, expect, jest, test } from '@jest/globals';
import fc from 'fast-check';
import request from 'supertest';
import { type InProcess, inProcess } from '../../in-process.ts';
import {
  APPLICATION,
  BUILD,
  buildInfo,
  buildInfoOf,
  byBuild,
  byName,
  dataOf,
  get,
  OLDER_BUILD,
  post,
  WORKSPACE,
} from './calls.ts';

jest.setTimeout(60_000);

let mock: InProcess;

beforeAll(async () => {
  mock = await inProcess();
});

const BRACKETS = '[DOCS]customer_onboarding';

test('a user starts on the active build and finds the instance as it was started', async () => {
  const data = { customerEmail: 'bob@example.com', nested: { list: [1, { two: null }] } };
  const { status, body } = await post(mock.app, byName(), data);
  expect(status).toBe(200);
  expect(body).toMatchObject({ state: 'STARTED', applicationId: APPLICATION, buildId: BUILD });
  expect(body.instanceMetadata.processInstanceUuid).toBe(body.uuid);
  const kept = (await request(mock.app).get(`/__admin/instances/${body.uuid}`)).body;
  expect(kept).toMatchObject({
    id: body.uuid,
    api: 'flowx',
    process: 'customer_onboarding',
    data,
  });
  expect(kept.timeline).toEqual([
    { at: '2026-06-01T12:00:00.000Z', from: null, to: expect.any(String), cause: 'start' },
  ]);
});

test('a user pins the older build, and the instance stays on it', async () => {
  const { body } = await post(mock.app, byBuild({ build: OLDER_BUILD }));
  expect(body).toMatchObject({ buildId: OLDER_BUILD, buildStatusAtStart: 'COMMITTED', state: 'STARTED' });
  expect(body.instanceMetadata.processInstanceUuid).toBe(body.uuid);
  expect((await get(mock.app, buildInfoOf(body.uuid))).body).toMatchObject({
    workspaceId: WORKSPACE,
    applicationId: APPLICATION,
    buildId: OLDER_BUILD,
  });
});

test('the build info names the build with which a renderer then starts', async () => {
  const { body } = await get(mock.app, buildInfo());
  expect(body).toMatchObject({ workspaceId: WORKSPACE, applicationId: APPLICATION, buildId: BUILD });
  const started = await post(mock.app, byBuild({ build: body.buildId }));
  expect(started.body.buildId).toBe(body.buildId);
});

test.each([
  ['percent-encoded', encodeURIComponent(BRACKETS)],
  ['as they are', BRACKETS],
])('brackets in a process name arrive %s, by both spellings of the path', async (_, written) => {
  for (const path of [byName(), byBuild()]) {
    for (const prefix of ['', '/rtm']) {
      const answer = await post(mock.app, prefix + path.replace('customer_onboarding', written));
      expect({ status: answer.status, name: answer.body.processDefinitionName }).toEqual({
        status: 200,
        name: BRACKETS,
      });
    }
  }
});

test('both spellings of the path lead to the same instances', async () => {
  const { uuid } = (await post(mock.app, `/rtm${byName()}`)).body;
  const plain = await get(mock.app, buildInfoOf(uuid));
  const gateway = await get(mock.app, `/rtm${buildInfoOf(uuid)}`);
  expect(plain.status).toBe(200);
  expect(gateway.body).toEqual(plain.body);
});

test('whatever JSON object a process is started with is what it remembers', async () => {
  await fc.assert(
    fc.asyncProperty(fc.dictionary(fc.string(), fc.jsonValue()), async (made) => {
      const { startCondition: _, ...data } = JSON.parse(JSON.stringify(made));
      const { status, body } = await post(mock.app, byName(), data);
      expect(status).toBe(200);
      expect(JSON.stringify(await dataOf(mock.app, body.uuid))).toBe(JSON.stringify(data));
    }),
    { numRuns: 40, seed: 7 },
  );
});

test('no id is given twice, neither uuid nor number, whatever is started', async () => {
  const paths = [byName(), byBuild(), byBuild({ process: BRACKETS })];
  const answers = await Promise.all(
    Array.from({ length: 90 }, (_, index) => post(mock.app, paths[index % 3] ?? '')),
  );
  const uuids = answers.map(({ body }) => body.uuid);
  expect(new Set(uuids).size).toBe(90);
  const whole = answers.filter(({ body }) => body.tokens);
  const numbers = whole.map(({ body }) => body.instanceMetadata.processInstanceId);
  expect(new Set(numbers).size).toBe(60);
  expect(
    new Set(whole.flatMap(({ body }) => body.tokens.map((token: { id: number }) => token.id))).size,
  ).toBe(60);
});

test('the same seed gives the same ids to the same calls', async () => {
  const ids = async (seed: string) => {
    const { app } = await inProcess({ seed });
    return [(await post(app, byName())).body.uuid, (await post(app, byBuild())).body.uuid];
  };
  expect(await ids('one')).toEqual(await ids('one'));
  expect(await ids('one')).not.toEqual(await ids('two'));
});
