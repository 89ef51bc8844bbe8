// Another status than 200 for a call that is answered well.
import type { Answered, Defect } from '../defect.ts';
import { onGood } from '../layers.ts';
import { operationOf } from '../operation-at.ts';

const SENT: [operationId: string, status: number][] = [
  ['startProcessByBuild', 201],
  ['startProcessByName', 201],
  ['startProcessCopyingData', 202],
  ['startProcessInheriting', 201],
  ['getBuildInfo', 203],
  ['getBuildInfoByProcessInstance', 206],
  ['executeWorkflow', 202],
  ['startWorkflow', 201],
  ['completeTask', 204],
  ['getInstance', 203],
  ['startProcessByName', 204],
  ['executeWorkflow', 201],
  ['getInstance', 302],
  ['startProcessByBuild', 418],
];

const withStatus =
  (status: number) =>
  (answer: Answered): Answered => ({
    ...answer,
    status,
    ...(status === 302 && { headers: { ...answer.headers, location: '/login' } }),
  });

export const STATUS_DEFECTS: Defect[] = SENT.map(([operationId, status]) => ({
  name: `${operationId}: answers ${status} for 200`,
  api: operationOf(operationId).api as Defect['api'],
  operationId,
  kind: 'statuses',
  layer: () => onGood(operationId, withStatus(status)),
}));
