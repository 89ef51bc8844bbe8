import type { Behaviour } from '../behaviour.ts';
import { begin } from './begin.ts';
import {
  getBuildInfo,
  getBuildInfoByApplication,
  getBuildInfoByProcessInstance,
  getBuildInfoByUiFlowSession,
} from './build-info.ts';
import { mistakes } from './catalogue-mistakes.ts';
import { instanceEntries } from './instance-entries.ts';
import { learn, toGrow } from './learned-ids.ts';
import { lifecycle, words } from './lifecycle.ts';
import type { Fixture, FlowX, ProcessInstance } from './product.ts';
import { samples } from './sample-requests.ts';
import {
  startProcessByBuild,
  startProcessByName,
  startProcessCopyingData,
  startProcessInheriting,
} from './start-process.ts';
import { storyCalls } from './story-calls.ts';
import { initTemplate } from './template-for-init.ts';

export const behaviour: Behaviour<FlowX> = {
  operations: {
    startProcessByBuild,
    startProcessByName,
    startProcessCopyingData,
    startProcessInheriting,
    getBuildInfo,
    getBuildInfoByProcessInstance,
    getBuildInfoByUiFlowSession,
    getBuildInfoByApplication,
  },
  lifecycle,
  words,
  mistakes,
  learning: { toGrow, learn },
  begin,
  storyCalls,
  instanceEntries,
  instance,
  entry,
  samples,
  initTemplate,
};

/** An entry of the fixtures as the store keeps it. */
function instance(fixture: Fixture): ProcessInstance {
  const { uuid, process, state, startedAt, endedAt, data, ...facts } = fixture;
  return {
    id: uuid,
    api: 'flowx',
    process,
    version: 1,
    state,
    data,
    timers: [],
    startedAt,
    ...(typeof endedAt === 'string' && { endedAt }),
    facts,
    timeline: [{ at: startedAt, from: null, to: state, cause: 'fixture' }],
  };
}

/** It as an entry of the fixtures. */
function entry({ id, process, state, startedAt, endedAt, data, facts }: ProcessInstance): Fixture {
  const { workspaceId, applicationId, buildId, processInstanceId } = facts;
  const ids = { processInstanceId, workspaceId, applicationId, buildId };
  return { uuid: id, ...ids, process, state, startedAt, ...(endedAt !== undefined && { endedAt }), data };
}
