// Which build a session of a UI flow runs on, and the active build as 4.6 to 5.0 asked for it.
import { beforeAll, expect, test } from '@jest/globals';
import { type InProcess, inProcess } from '../../in-process.ts';
import { APPLICATION, BUILD, byBuild, get, NEVER_BUILT, post } from './calls.ts';
import { expectRefused } from './refused.ts';

const SESSION = '9a8b7c6d-5e4f-4a3b-8c2d-1e0f9a8b7c6d';
const EARLIER_SESSION = '8f7e6d5c-4b3a-4291-8e7f-6d5c4b3a2918';
const OLDER_BUILD = '0b1f2c3d-4e5f-4a6b-8c7d-9e0f1a2b3c4d';
const ofSession = (session: string) => `/api/runtime/ui-flow-session/${session}/build/info`;
const ofApplication = (application: string) => `/api/runtime/app/${application}/build/info`;

let mock: InProcess;
beforeAll(async () => {
  mock = await inProcess({ reuse: true });
});

test('a session is answered with the build that it began on', async () => {
  const active = await get(mock.app, ofSession(SESSION));
  expect([active.status, active.headers['x-mock-source']]).toEqual([200, 'behaviour']);
  expect(active.body).toMatchObject({ buildId: BUILD, applicationId: APPLICATION });
  expect(active.body.workspaceId).toEqual(expect.any(String));
  const older = await get(mock.app, `/rtm${ofSession(EARLIER_SESSION)}`);
  expect(older.body.buildId).toBe(OLDER_BUILD);
});

test('an unknown session is refused with what was meant', async () => {
  const answer = await get(mock.app, ofSession(`${SESSION.slice(0, -1)}0`));
  await expectRefused(mock.app, answer, {
    status: 404,
    title: 'UI flow session not found.',
    reason: /No UI flow session 9a8b/,
    name: 'unknown-ui-flow-session',
    hint: new RegExp(`^Did you mean "${SESSION}"\\? Sessions are listed as uiFlowSessions`),
  });
});

test('with --learn a session is one of the first application, and stays so', async () => {
  const learning = await inProcess({ learning: true, reuse: true });
  const first = await get(learning.app, ofSession('session-of-mine'));
  expect(first.status).toBe(200);
  expect(first.body).toMatchObject({ applicationId: APPLICATION, buildId: BUILD });
  expect((await get(learning.app, ofSession('session-of-mine'))).body).toEqual(first.body);
});

test('the active build is told without a workspace, too', async () => {
  const answer = await get(mock.app, ofApplication(APPLICATION));
  expect(answer.status).toBe(200);
  expect(Object.keys(answer.body).sort()).toEqual(['applicationId', 'buildId', 'buildSettings']);
  expect(answer.body).toMatchObject({ applicationId: APPLICATION, buildId: BUILD });
  const refused = {
    title: 'Application not found.',
    reason: /No application nowhere/,
    name: 'unknown-application',
  };
  await expectRefused(mock.app, await get(mock.app, ofApplication('nowhere')), { status: 404, ...refused });
  expect((await get(mock.app, ofApplication(NEVER_BUILT))).status).toBe(409);
});

test('a catalogue whose session names a build of another application is a mistake', async () => {
  const { mistakes } = await import('../../../mock-server/behaviours/flowx/catalogue-mistakes.ts');
  const application = {
    id: 'a',
    name: 'a',
    builds: [],
    processes: [],
    uiFlowSessions: [{ id: 's', build: 'b' }],
  };
  const catalogue = { workspaces: [{ id: 'w', name: 'w', applications: [application] }] };
  expect(mistakes(catalogue, { of: () => () => [] }, new Set())).toEqual([
    {
      pointer: '/workspaces/0/applications/0/uiFlowSessions/0/build',
      text: 'this application has no build b',
    },
  ]);
});

test('tokens carry what the pages on tokens list: an id, a node, a date; the same for the same instance', async () => {
  const [one, two] = await Promise.all(
    [0, 1].map(async () => {
      const { app } = await inProcess({ reuse: true, seed: 'same' });
      return (await post(app, byBuild(), {})).body.tokens[0];
    }),
  );
  expect(one).toEqual({
    id: expect.any(Number),
    state: 'ACTIVE',
    statusCurrentNode: 'ARRIVED',
    uuid: expect.stringMatching(/^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/),
    currentNodeId: expect.any(Number),
    currentNodeName: 'Collect data',
    dateUpdated: '2026-06-01T12:00:00.000Z',
  });
  expect(two).toEqual(one);
});
