// Identifiers and values of good answers that are well formed and wrong.
import type { Json, JsonObject } from '../../../../contracts/files/json.ts';
import type { Asked, Defect } from '../defect.ts';
import { jsonOf, onGoodJson } from '../layers.ts';
import { operationOf } from '../operation-at.ts';
import { inventedId, OLDER_BUILD, SOURCE, UNBUILT } from '../world.ts';

type Alter = (body: JsonObject, asked: Asked) => Json;

const FOREIGN = '99999999-9999-4999-8999-999999999999';
const put =
  (values: JsonObject): Alter =>
  (body) => ({ ...body, ...values });
const metadata = (body: JsonObject, values: JsonObject): Json => ({
  ...body,
  instanceMetadata: { ...(body.instanceMetadata as JsonObject), ...values },
});
const token = (body: JsonObject, values: JsonObject): Json => {
  const [first, ...others] = body.tokens as JsonObject[];
  return { ...body, tokens: [{ ...first, ...values }, ...others] };
};
const asId =
  (id: string): Alter =>
  (body) =>
    metadata({ ...body, uuid: id }, { processInstanceUuid: id });

const WRONG: Record<string, Record<string, Alter>> = {
  startProcessByBuild: {
    'uuid is not processInstanceUuid': (body) => metadata(body, { processInstanceUuid: FOREIGN }),
    'applicationId is not the one asked': put({ applicationId: UNBUILT }),
    'buildId is not the one asked': put({ buildId: FOREIGN }),
    'buildId is the other build': put({ buildId: OLDER_BUILD }),
    'processDefinitionName is not the one asked': put({ processDefinitionName: 'quick_check' }),
    'state is none of the list': put({ state: 'RUNNING' }),
    'state is in lower case': put({ state: 'started' }),
    'the state of the token is none of the list': (body) => token(body, { state: 'RUNNING' }),
    'statusCurrentNode is none of the list': (body) => token(body, { statusCurrentNode: 'WAITING' }),
    'processDefinitionName is still percent-encoded': (body) => ({
      ...body,
      processDefinitionName: encodeURIComponent(`${body.processDefinitionName}`),
    }),
    'the id is always the same': asId(SOURCE),
    'uuid is empty': asId(''),
  },
  startProcessByName: {
    'uuid is not processInstanceUuid': (body) => metadata(body, { processInstanceUuid: FOREIGN }),
    'applicationId is not the one asked': put({ applicationId: UNBUILT }),
    'buildId is not the active one': put({ buildId: OLDER_BUILD }),
    'processDefinitionName is not the one asked': put({ processDefinitionName: 'customer_onboarding_child' }),
    'state is none of the list': put({ state: 'ACTIVE' }),
    'the id is always the same': asId(SOURCE),
  },
  startProcessCopyingData: {
    'the id is that of the source': asId(SOURCE),
    'uuid is not processInstanceUuid': (body) => metadata(body, { processInstanceUuid: SOURCE }),
    'applicationId is not the one asked': put({ applicationId: FOREIGN }),
    'processDefinitionName is not the one asked': put({ processDefinitionName: 'loan_application' }),
  },
  startProcessInheriting: {
    'workspaceId is not the one asked': put({ workspaceId: FOREIGN }),
    'applicationId is not the one asked': put({ applicationId: FOREIGN }),
    'uuid is not processInstanceUuid': (body) => metadata(body, { processInstanceUuid: FOREIGN }),
    'the id is that of the related instance': asId(SOURCE),
    'state is none of the list': put({ state: 'SUBPROCESS' }),
  },
  getBuildInfo: {
    'workspaceId is not the one asked': put({ workspaceId: FOREIGN }),
    'applicationId is not the one asked': put({ applicationId: UNBUILT }),
    'buildId is not that of new instances': put({ buildId: FOREIGN }),
  },
  getBuildInfoByProcessInstance: {
    'buildId is not that of the instance': put({ buildId: FOREIGN }),
    'buildId is always the active one': (body) => ({
      ...body,
      ...(body.buildId === OLDER_BUILD && { buildId: '7d5560be-3846-49fa-9c17-4059c54c7c5f' }),
    }),
    'applicationId is not that of the instance': put({ applicationId: UNBUILT }),
  },
  executeWorkflow: {
    'processId is not the one asked': put({ processId: 'quick-flow' }),
    'status is none of the list': put({ status: 'running' }),
    'the id is always the same': put({ processInstanceId: 'inst_xyz789' }),
    'startTime has no zone': (body) => ({ ...body, startTime: String(body.startTime).replace('Z', '') }),
    'startTime is RFC 1123': put({ startTime: 'Mon, 01 Jun 2026 12:00:00 GMT' }),
    'startTime is a number': put({ startTime: 1780315200000 }),
    'startTime has no date': put({ startTime: '12:00:00Z' }),
  },
  startWorkflow: {
    'processId is not the one asked': put({ processId: 'other-flow' }),
    'status is in upper case': put({ status: 'STARTED' }),
    'startTime is no day of the calendar': put({ startTime: '2026-02-30T10:00:00Z' }),
    'the id is always the same': put({ processInstanceId: 'inst_xyz789' }),
  },
  completeTask: {
    'processInstanceId is not the one asked': put({ processInstanceId: inventedId('apptor', 1) }),
    'status is none of the list': put({ status: 'completed' }),
  },
  getInstance: {
    'processInstanceId is not the one asked': put({ processInstanceId: inventedId('apptor', 1) }),
    'processId is not that of the start': put({ processId: 'other-flow' }),
    'stateCd is outside the list': put({ stateCd: 7 }),
    'stateCd is negative': put({ stateCd: -1 }),
    'startTime is not that of the start': put({ startTime: '2001-01-01T00:00:00.000Z' }),
    'startTime is not ISO 8601': put({ startTime: '20.02.2026 10:00' }),
    'correlationKey is not that of the start': put({ correlationKey: 'somebody-elses' }),
    'correlationKey is lost': put({ correlationKey: null }),
    'data is empty': put({ data: {} }),
    'endTime is before startTime': (body) => ({
      ...body,
      endTime: body.endTime === null ? null : '2001-01-01T00:00:00.000Z',
    }),
    'a run that has ended has no endTime': put({ endTime: null }),
  },
};

const table: Defect[] = Object.entries(WRONG).flatMap(([operationId, ways]) =>
  Object.entries(ways).map(
    ([what, alter]): Defect => ({
      name: `${operationId}: ${what}`,
      api: operationOf(operationId).api as Defect['api'],
      operationId,
      kind: 'echoes',
      layer: () => onGoodJson(operationId, alter),
    }),
  ),
);

/** The version that was asked for is not the one that is shown. */
const version: Defect = {
  name: 'getInstance: processVersion is always the latest',
  api: 'apptor',
  operationId: 'getInstance',
  kind: 'echoes',
  layer: () => onGoodJson('getInstance', (body) => ({ ...body, processVersion: '3' })),
};

/** Texts of the request come back in Latin-1 read as UTF-8. */
const garbled: Defect = {
  name: 'getInstance: data comes back with broken characters',
  api: 'apptor',
  operationId: 'getInstance',
  kind: 'echoes',
  layer: () =>
    onGoodJson('getInstance', (body) => {
      const bytes = Buffer.from(JSON.stringify(body));
      return jsonOf({ body: Buffer.from(bytes.toString('latin1')) }) ?? body;
    }),
};

export const ECHO_DEFECTS: Defect[] = [...table, version, garbled];
