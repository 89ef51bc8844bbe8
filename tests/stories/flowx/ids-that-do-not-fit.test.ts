// Ids that FlowX does not know, or that do not belong together: each refusal says what is true and how to mend it.
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from '@jest/globals';
import type { Response } from 'supertest';
import { type InProcess, inProcess } from '../../in-process.ts';
import {
  APPLICATION,
  BUILD,
  buildInfo,
  buildInfoOf,
  byBuild,
  byName,
  copying,
  get,
  INSTANCE,
  inheriting,
  NEVER_BUILT,
  post,
} from './calls.ts';
import { expectRefused, type Refused } from './refused.ts';

let mock: InProcess;

beforeAll(async () => {
  mock = await inProcess();
});

const howToAdd = /flowx-mock init FOLDER.* --fixtures FOLDER, or serve with --learn\.$/;

async function refusedAll(
  wanted: Omit<Refused, 'status'> & { status?: number },
  answers: Response[],
): Promise<void> {
  expect(answers.length).toBeGreaterThan(0);
  for (const answer of answers) await expectRefused(mock.app, answer, { status: 404, ...wanted });
}

test('an unknown workspace is refused with how to add it', async () => {
  const place = { workspace: 'ws-nowhere' };
  await refusedAll(
    {
      title: 'Workspace not found.',
      reason: 'No workspace ws-nowhere',
      hint: howToAdd,
      name: 'unknown-workspace',
    },
    [
      await post(mock.app, byName(place)),
      await post(mock.app, copying(INSTANCE, place)),
      await post(mock.app, inheriting(INSTANCE, place)),
      await get(mock.app, buildInfo(place)),
    ],
  );
});

test('an unknown application is refused with how to add it', async () => {
  const place = { application: 'app-nowhere' };
  await refusedAll(
    {
      title: 'Application not found.',
      reason: 'No application app-nowhere',
      hint: howToAdd,
      name: 'unknown-application',
    },
    [
      await post(mock.app, byName(place)),
      await post(mock.app, byBuild(place)),
      await get(mock.app, buildInfo(place)),
    ],
  );
});

test('an unknown build is refused with how to add it', async () => {
  const wanted = {
    title: 'Build not found.',
    reason: 'No build build-nowhere',
    hint: howToAdd,
    name: 'unknown-build',
  };
  await refusedAll(wanted, [await post(mock.app, byBuild({ build: 'build-nowhere' }))]);
});

test('an unknown process name gets the documented message and how to add it', async () => {
  const reason = `No process definition "no such process" in application ${APPLICATION}`;
  const place = { process: 'no such process' };
  await refusedAll(
    { title: 'Process definition not found.', reason, hint: howToAdd, name: 'unknown-process' },
    [
      await post(mock.app, byName(place)),
      await post(mock.app, byBuild(place)),
      await post(mock.app, copying(INSTANCE, place)),
    ],
  );
});

test('an unknown source instance is refused with how to get one', async () => {
  const reason = 'No process instance nowhere.';
  const hint = /^There is none in this world: start one and use its uuid\. /;
  await refusedAll({ title: 'Process instance not found.', reason, hint, name: 'unknown-instance' }, [
    await post(mock.app, copying('nowhere')),
    await post(mock.app, inheriting('nowhere')),
    await get(mock.app, buildInfoOf('nowhere')),
  ]);
});

test('an instance of the other product is as unknown as any', async () => {
  const wanted = { title: 'Process instance not found.', reason: /inst_xyz789/, name: 'unknown-instance' };
  await refusedAll(wanted, [await post(mock.app, copying('inst_xyz789'))]);
});

test('an unknown resource definition is refused with how to add it', async () => {
  const reason = 'No resource definition rd-nowhere in this application.';
  const wanted = {
    title: 'Resource definition not found.',
    reason,
    hint: howToAdd,
    name: 'unknown-resource-definition',
  };
  await refusedAll(wanted, [await post(mock.app, inheriting(INSTANCE, { resource: 'rd-nowhere' }))]);
});

test('a build and an application that are no pair are refused as such', async () => {
  const reason = new RegExp(
    `Build ${BUILD} is not a build of application ${NEVER_BUILT}; the two must form a pair`,
  );
  const wanted = {
    status: 400,
    title: 'Build and application do not match.',
    reason,
    name: 'build-application-mismatch',
  };
  await refusedAll(wanted, [await post(mock.app, byBuild({ application: NEVER_BUILT }))]);
});

test('an application without an active build is a conflict', async () => {
  const place = { application: NEVER_BUILT };
  const reason = new RegExp(`Application ${NEVER_BUILT} has no active build`);
  await refusedAll({ status: 409, title: 'Active build not found.', reason, name: 'no-active-build' }, [
    await post(mock.app, byName(place)),
    await get(mock.app, buildInfo(place)),
  ]);
});

describe('in a world of two workspaces', () => {
  beforeAll(async () => {
    mock = await inProcess({ fixtures: join(import.meta.dirname, 'two-workspaces') });
  });

  test('an application of the other workspace is not found in this one', async () => {
    const place = { workspace: 'ws-sales', application: 'app-claims', process: 'claim' };
    const reason = /Application app-claims is not in workspace ws-sales/;
    await refusedAll({ title: 'Application not found.', reason, name: 'application-not-in-workspace' }, [
      await post(mock.app, byName(place)),
      await get(mock.app, buildInfo(place)),
    ]);
    expect((await post(mock.app, byName({ ...place, workspace: 'ws-claims' }))).status).toBe(200);
  });

  test('a build of the other application makes no pair with this one', async () => {
    const place = { application: 'app-offers', build: 'build-claims', process: 'offer' };
    const reason = /Build build-claims is not a build of application app-offers/;
    const wanted = {
      status: 400,
      title: 'Build and application do not match.',
      reason,
      name: 'build-application-mismatch',
    };
    await refusedAll(wanted, [await post(mock.app, byBuild(place))]);
  });
});
