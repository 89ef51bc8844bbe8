// What the correct server knows from its start, and calls that it takes.
import type { JsonObject } from '../../../contracts/files/json.ts';
import type { Asked, Pass } from './defect.ts';
import { jsonOf } from './layers.ts';

export const WORKSPACE = '2ae77b6a-d284-4a0b-ab23-ceaa364c7122';
export const APPLICATION = 'dbe0ab87-539b-4015-962d-6e73226b9e58';
export const UNBUILT = '5e6f7a8b-9c0d-4e1f-a2b3-c4d5e6f7a8b9';
export const BUILD = '7d5560be-3846-49fa-9c17-4059c54c7c5f';
export const OLDER_BUILD = '0b1f2c3d-4e5f-4a6b-8c7d-9e0f1a2b3c4d';
const RESOURCE = '66e74ea1-0775-42b4-b27e-a4a21ea78dfc';
export const SOURCE = '24cb4216-83a4-4782-84cb-d702b54b9b7d';

export const KNOWN_IDS = new Set([WORKSPACE, APPLICATION, UNBUILT, BUILD, OLDER_BUILD, RESOURCE, SOURCE]);

const IN_APPLICATION = `/api/runtime/wks/${WORKSPACE}/app/${APPLICATION}`;

/** A call that is answered 200. */
export interface GoodCall {
  method: string;
  url: string;
  headers: Record<string, string>;
  body?: JsonObject;
}

const JSON_TYPE = { 'content-type': 'application/json' };
const TOKEN = { authorization: 'Bearer some-token' };
const KEY = { 'x-api-key': 'apk_demo_secret' };
const post = (url: string, headers: Record<string, string>, body: JsonObject): GoodCall => ({
  method: 'POST',
  url,
  headers: { ...JSON_TYPE, ...headers },
  body,
});

/** By operation id. */
export const GOOD_CALLS: Record<string, GoodCall> = {
  startProcessByBuild: post(
    `/api/runtime/app/${APPLICATION}/build/${BUILD}/process-name/customer_onboarding/start`,
    { ...TOKEN, 'flowx-platform': 'web' },
    { key: 'value' },
  ),
  startProcessByName: post(`${IN_APPLICATION}/process-name/customer_onboarding/start`, TOKEN, {
    key: 'value',
  }),
  startProcessCopyingData: post(
    `${IN_APPLICATION}/process-name/customer_onboarding/start/copyDataFrom/${SOURCE}`,
    TOKEN,
    { retryReason: 'manual-rerun' },
  ),
  startProcessInheriting: post(
    `${IN_APPLICATION}/rdi/${RESOURCE}/start/inherit-from/${SOURCE}`,
    { ...TOKEN, 'flowx-platform': 'web' },
    { paramsToInherit: {} },
  ),
  getBuildInfo: { method: 'GET', url: `${IN_APPLICATION}/build/info`, headers: TOKEN },
  getBuildInfoByProcessInstance: {
    method: 'GET',
    url: `/api/runtime/process-instance/${SOURCE}/build/info`,
    headers: TOKEN,
  },
  getBuildInfoByUiFlowSession: {
    method: 'GET',
    url: '/api/runtime/ui-flow-session/9a8b7c6d-5e4f-4a3b-8c2d-1e0f9a8b7c6d/build/info',
    headers: TOKEN,
  },
  getBuildInfoByApplication: {
    method: 'GET',
    url: '/api/runtime/app/dbe0ab87-539b-4015-962d-6e73226b9e58/build/info',
    headers: TOKEN,
  },
  getOrganizationByCode: { method: 'GET', url: '/org/api/org/code/demo', headers: {} },
  executeWorkflow: post('/process/exec', KEY, { processId: 'your-flow-uuid', data: { orderId: 'ORD-001' } }),
  startWorkflow: post(
    '/process/start',
    { 'x-api-key': 'apk_system_secret' },
    { processId: 'your-flow-uuid', data: { orderId: 'ORD-001' } },
  ),
  completeTask: post('/process/task', KEY, {
    processInstanceId: 'inst_xyz789',
    nodeId: 'approval-step',
    action: 'COMPLETE',
    data: { decision: 'approved' },
  }),
  getInstance: { method: 'GET', url: '/process/instance/inst_xyz789', headers: KEY },
};

export function goodCall(id: string): GoodCall {
  const found = GOOD_CALLS[id];
  if (!found) throw new Error(`no good call of ${id}`);
  return found;
}

/** A good call as a message. */
export function asAsked({ method, url, headers, body }: GoodCall): Asked {
  return { method, url, headers, body: Buffer.from(body === undefined ? '' : JSON.stringify(body)) };
}

/** Starts a run that waits at approval-step; its id. */
export async function freshRun(pass: Pass): Promise<string> {
  const answer = await pass(asAsked(goodCall('executeWorkflow')));
  return String((jsonOf(answer) as JsonObject).processInstanceId);
}

/** The data of an instance, as the control plane shows it; undefined where there is none. */
export async function dataOf(pass: Pass, id: string): Promise<JsonObject | undefined> {
  const answer = await pass({
    method: 'GET',
    url: `/__admin/instances/${id}`,
    headers: {},
    body: Buffer.alloc(0),
  });
  return (jsonOf(answer) as { data?: JsonObject } | undefined)?.data;
}

/** An id that nobody gave, always the same for the same number. */
export function inventedId(api: string, number: number): string {
  const digits = String(number).padStart(12, '0');
  return api === 'flowx' ? `deadbeef-0000-4000-8000-${digits}` : `inst_${digits}`;
}
