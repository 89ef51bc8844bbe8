// apptor flow calls as an integration makes them, with the keys and flows of the world that ships.
import request from 'supertest';
import type { Target } from '../flowx/calls.ts';

export const DEMO = 'apk_demo_secret';
export const SYSTEM = 'apk_system_secret';
export const OTHER = 'apk_other_secret';
export const FLOW = 'your-flow-uuid';
export const WAITING = 'inst_xyz789';
const NODE = 'approval-step';

export type { Target };

const post = (target: Target, path: string, body: object, key: string) =>
  request(target)
    .post(path)
    .set('X-API-Key', key)
    .set('Content-Type', 'application/json')
    .send(JSON.stringify(body));

/** `body` is a flow's id, or a whole body. */
export const execute = (target: Target, body: string | object = FLOW, key = DEMO, query = '') =>
  post(target, `/process/exec${query}`, typeof body === 'string' ? { processId: body } : body, key);

export const startAsSystem = (target: Target, body: string | object = FLOW, key = SYSTEM) =>
  post(target, '/process/start', typeof body === 'string' ? { processId: body } : body, key);

/** Completes the task at `approval-step`, unless the body says otherwise. */
export const answerTask = (target: Target, processInstanceId: string, more: object = {}, key = DEMO) =>
  post(target, '/process/task', { processInstanceId, nodeId: NODE, action: 'COMPLETE', ...more }, key);

export const look = (target: Target, processInstanceId: string, key = DEMO) =>
  request(target)
    .get(`/process/instance/${encodeURIComponent(processInstanceId)}`)
    .set('X-API-Key', key);

/** Starts `your-flow-uuid`, which waits at `approval-step`. */
export async function waitingRun(target: Target, data: object = {}): Promise<string> {
  return (await execute(target, { processId: FLOW, data })).body.processInstanceId;
}
