// Not run: `npm run types` checks that what is right compiles, and that what is wrong does not.
import type {
  ExecuteWorkflowRequest,
  GetInstanceResponse,
  StartProcessByBuildResponse,
} from 'flowx-mock/types';
import type { Refusal } from 'flowx-mock/types/apptor';
import type { StartData } from 'flowx-mock/types/flowx';

export const start: ExecuteWorkflowRequest = { processId: 'your-flow-uuid', data: { amount: 1 } };
// @ts-expect-error the id is required
export const nothing: ExecuteWorkflowRequest = { data: {} };
// @ts-expect-error no such member
export const misspelt: ExecuteWorkflowRequest = { processId: 'a', proccessId: 'b' };
export const any: StartData = { loanAmount: 25_000, startCondition: 'branch' };
// @ts-expect-error a text
export const wrong: StartData = { startCondition: 1 };

export function read(started: StartProcessByBuildResponse, run: GetInstanceResponse, refusal: Refusal) {
  const id: string = started.instanceMetadata.processInstanceUuid;
  // @ts-expect-error one of its listed states
  const isOver = started.state === 'OVER';
  const data: Record<string, unknown> | undefined = run.data;
  // @ts-expect-error may be null
  const end: string | undefined = run.endTime;
  return [id, isOver, data, end, refusal.message];
}
