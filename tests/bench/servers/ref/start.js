import { randomUUID } from 'node:crypto';

const APPLICATION = 'dbe0ab87-539b-4015-962d-6e73226b9e58';
const builds = new Map([
  ['7d5560be-3846-49fa-9c17-4059c54c7c5f', { status: 'COMMITTED', application: APPLICATION }],
]);
const processes = new Map([['customer_onboarding', { flowxUuid: randomUUID() }]]);

/** The headers of every answer of the stand-in. */
export const answerHeaders = {
  'Content-Type': 'application/json',
  'Strict-Transport-Security': 'max-age=31536000 ; includeSubDomains',
  'X-Content-Type-Options': 'nosniff',
  'X-XSS-Protection': '0',
  Vary: 'Accept-Encoding, Origin',
  'X-Mock-Source': 'behaviour',
};

/** A new instance as the stand-in keeps it; undefined where an id is not known. */
export function startOf({ appId, buildId, process, data, sequence }) {
  const build = builds.get(buildId);
  const definition = processes.get(process);
  if (build?.application !== appId || !definition) return undefined;
  const now = Date.now();
  const at = new Date(now).toISOString();
  return {
    id: randomUUID(),
    api: 'flowx',
    process,
    version: 1,
    state: 'started',
    data,
    timers: [{ delay: 'PT2S', due: now + 2000 }],
    startedAt: at,
    facts: {
      workspaceId: '2ae77b6a-d284-4a0b-ab23-ceaa364c7122',
      applicationId: appId,
      parentApplicationId: null,
      rootApplicationId: null,
      buildId,
      buildStatusAtStart: build.status,
      processDefinitionFlowxUuid: definition.flowxUuid,
      processInstanceId: 2112617 + sequence,
      tokenId: 2112691 + sequence,
    },
    timeline: [{ at, from: null, to: 'started', cause: 'start' }],
  };
}

/** What the page rest2 shows of an instance. */
export function shownOf({ id, process, facts }) {
  return {
    processDefinitionFlowxUuid: facts.processDefinitionFlowxUuid,
    buildId: facts.buildId,
    buildStatusAtStart: facts.buildStatusAtStart,
    applicationId: facts.applicationId,
    parentApplicationId: facts.parentApplicationId,
    rootApplicationId: facts.rootApplicationId,
    processDefinitionName: process,
    tokens: [{ id: facts.tokenId, state: 'ACTIVE', statusCurrentNode: 'ARRIVED' }],
    state: 'STARTED',
    uuid: id,
    instanceMetadata: { processInstanceId: facts.processInstanceId, processInstanceUuid: id },
  };
}
