// serve --learn: ids that nobody wrote down are taken from the calls, as long as they contradict nothing.
import { cp, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeAll, beforeEach, describe, expect, jest, test } from '@jest/globals';
import request, { type Response } from 'supertest';
import { bundledFixtures } from '../../contracts/reader/fixtures.ts';
import { type InProcess, inProcess } from '../in-process.ts';
import { execute, FLOW, look, OTHER, startAsSystem } from './apptor/calls.ts';
import {
  APPLICATION,
  BUILD,
  buildInfo,
  byBuild,
  byName,
  copying,
  get,
  INSTANCE,
  inheriting,
  post,
} from './flowx/calls.ts';

jest.setTimeout(60_000);

let mock: InProcess;

beforeAll(async () => {
  mock = await inProcess({ learning: true });
});

beforeEach(async () => {
  await request(mock.app).post('/__admin/reset');
});

const MINE = { workspace: 'my-ws', application: 'my-app', process: 'my process' };
const ok = (answer: Response): Response => {
  expect([answer.status, answer.body.detail ?? answer.body.message]).toEqual([200, undefined]);
  return answer;
};
const refused = ({ status, body }: Response, wanted: number, reason: string): void => {
  expect([status, body.title ?? body.message]).toEqual([wanted, expect.stringContaining(reason)]);
};

describe('FlowX', () => {
  test('ids of the user are accepted by every operation', async () => {
    ok(await post(mock.app, byName(MINE)));
    ok(await post(mock.app, byBuild({ ...MINE, build: 'my-build' })));
    ok(await post(mock.app, copying(INSTANCE, { ...MINE, process: 'another process' })));
    ok(await post(mock.app, inheriting(INSTANCE, { ...MINE, resource: 'my-rd' })));
    expect(ok(await get(mock.app, buildInfo(MINE))).body).toMatchObject({
      workspaceId: 'my-ws',
      buildId: 'my-build',
    });
    expect(ok(await get(mock.app, buildInfo({ workspace: 'w', application: 'a' }))).body.workspaceId).toBe(
      'w',
    );
  });

  test('a process that the fixtures do not have is learned beside those they have', async () => {
    ok(await post(mock.app, byName({ process: 'brand new' })));
    refused(await post(mock.app, byName({ process: 'loan_application' })), 400, 'Some mandatory params');
  });

  test('an application is in one workspace: a second one is refused for that', async () => {
    ok(await post(mock.app, byName(MINE)));
    for (const workspace of ['their-ws', '2ae77b6a-d284-4a0b-ab23-ceaa364c7122']) {
      const answer = await post(mock.app, byName({ ...MINE, workspace }));
      refused(answer, 404, 'Application not found.');
      expect(answer.body.detail).toContain(`Application my-app is not in workspace ${workspace}`);
      refused(await get(mock.app, buildInfo({ ...MINE, workspace })), 404, 'Application not found.');
    }
    refused(
      await get(mock.app, buildInfo({ workspace: 'my-ws', application: APPLICATION })),
      404,
      'Application not found.',
    );
    ok(await post(mock.app, byName(MINE)));
  });

  test('a build is of one application: a second one is refused for that', async () => {
    ok(await post(mock.app, byBuild({ ...MINE, build: 'my-build' })));
    for (const application of ['their-app', APPLICATION]) {
      const answer = await post(mock.app, byBuild({ application, build: 'my-build', process: 'x' }));
      refused(answer, 400, 'Build and application do not match.');
    }
    refused(
      await post(mock.app, byBuild({ ...MINE, build: BUILD })),
      400,
      'Build and application do not match.',
    );
  });

  test('an application that was met by build finds its workspace later, once', async () => {
    ok(await post(mock.app, byBuild({ ...MINE, build: 'my-build' })));
    expect(ok(await post(mock.app, byName(MINE))).body.buildId).toBe('my-build');
    refused(await post(mock.app, byName({ ...MINE, workspace: 'their-ws' })), 404, 'Application not found.');
  });

  test('an instance cannot be learned', async () => {
    refused(await post(mock.app, copying('nowhere')), 404, 'Process instance not found.');
  });
});

describe('apptor flow', () => {
  test("a flow is learned as the caller's organization's", async () => {
    const run = ok(await execute(mock.app, 'my-flow')).body.processInstanceId;
    expect(ok(await look(mock.app, run)).body).toMatchObject({
      processId: 'my-flow',
      processVersion: '1',
      stateCd: 0,
    });
  });

  test('a flow is of one organization: the other one does not find it', async () => {
    ok(await execute(mock.app, 'my-flow'));
    refused(await execute(mock.app, 'my-flow', OTHER), 404, "no flow 'my-flow' in this organization");
    refused(await execute(mock.app, FLOW, OTHER), 404, `no flow '${FLOW}' in this organization`);
    ok(await execute(mock.app, 'their-flow', OTHER));
    refused(await execute(mock.app, 'their-flow'), 404, "no flow 'their-flow' in this organization");
  });

  test('a system key teaches nothing, as it belongs to nobody, but starts what was learned', async () => {
    refused(await startAsSystem(mock.app, 'my-flow'), 404, "no flow 'my-flow'");
    ok(await execute(mock.app, 'my-flow'));
    ok(await startAsSystem(mock.app, 'my-flow'));
  });

  test('what is learned is suggested from then on, for ids that were asked for before, too', async () => {
    ok(await execute(mock.app, 'their-flow', OTHER));
    const hint = async () => (await execute(mock.app, 'their-flow')).headers['x-mock-hint'];
    expect(await hint()).not.toContain('Did you mean');
    ok(await execute(mock.app, 'their-flaw'));
    expect(await hint()).toContain('Did you mean "their-flaw"?');
  });

  test('a version is learned, unless it is known as a draft or archived', async () => {
    ok(await execute(mock.app, FLOW, 'apk_demo_secret', '?versionNumber=9'));
    refused(
      await execute(mock.app, FLOW, 'apk_demo_secret', '?versionNumber=1'),
      404,
      'no published version',
    );
    refused(
      await execute(mock.app, 'draft-flow', 'apk_demo_secret', '?versionNumber=1'),
      404,
      'no published version',
    );
  });

  test('keys are not learned', async () => {
    expect((await execute(mock.app, FLOW, 'apk_nobody_secret')).status).toBe(401);
  });
});

test('what was learned can be kept as fixtures and served without --learn', async () => {
  ok(await post(mock.app, byName(MINE)));
  ok(await post(mock.app, byBuild({ application: 'built-app', build: 'b', process: 'p' })));
  ok(await post(mock.app, inheriting(INSTANCE, { ...MINE, resource: 'my-rd' })));
  ok(await execute(mock.app, 'my-flow'));
  const fixtures = await mkdtemp(join(tmpdir(), 'flowx-mock-learned-'));
  try {
    await cp(bundledFixtures(), fixtures, { recursive: true });
    const catalogue = (await request(mock.app).get('/__admin/catalogue')).body;
    for (const [api, known] of Object.entries(catalogue)) {
      await writeFile(join(fixtures, api, 'catalogue.yaml'), JSON.stringify(known));
    }
    const { app } = await inProcess({ fixtures });
    ok(await post(app, byName(MINE)));
    ok(await post(app, byBuild({ application: 'built-app', build: 'b', process: 'p' })));
    ok(await execute(app, 'my-flow'));
  } finally {
    await rm(fixtures, { recursive: true, force: true });
  }
});

test('after a reset nothing is known that was learned', async () => {
  ok(await post(mock.app, byName(MINE)));
  await request(mock.app).post('/__admin/reset');
  const { workspaces } = (await request(mock.app).get('/__admin/catalogue')).body.flowx;
  expect(workspaces.map(({ id }: { id: string }) => id)).not.toContain('my-ws');
});
