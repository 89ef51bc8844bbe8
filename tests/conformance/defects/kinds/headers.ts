// A response header is missing or has a value it must not have.
import type { Answered, Defect } from '../defect.ts';
import { onGood, onRefusal } from '../layers.ts';
import { operationOf } from '../operation-at.ts';

/** Undefined: the header is left out. */
const WRONG: [operationId: string, header: string, value: string | undefined][] = [
  ['startProcessByBuild', 'strict-transport-security', undefined],
  ['startProcessByBuild', 'x-xss-protection', '1; mode=block'],
  ['startProcessByBuild', 'vary', 'Origin'],
  ['startProcessByBuild', 'content-type', 'text/plain'],
  ['startProcessByBuild', 'access-control-allow-credentials', 'false'],
  ['startProcessByBuild', 'access-control-allow-methods', 'GET, POST'],
  ['startProcessByName', 'x-content-type-options', undefined],
  ['startProcessByName', 'strict-transport-security', 'max-age=0'],
  ['startProcessCopyingData', 'vary', undefined],
  ['startProcessCopyingData', 'content-type', 'application/vnd.flowx+json'],
  ['startProcessInheriting', 'x-xss-protection', undefined],
  ['startProcessInheriting', 'x-content-type-options', 'sniff'],
  ['getBuildInfo', 'x-content-type-options', undefined],
  ['getBuildInfo', 'strict-transport-security', 'max-age=31536000'],
  ['getBuildInfo', 'access-control-allow-headers', 'Content-Type'],
  ['getBuildInfo', 'content-type', undefined],
  ['getBuildInfoByProcessInstance', 'strict-transport-security', undefined],
  ['executeWorkflow', 'content-type', 'text/html'],
  ['startWorkflow', 'content-type', undefined],
  ['completeTask', 'content-type', 'text/plain; charset=utf-8'],
  ['getInstance', 'content-type', 'application/xml'],
];

function withHeader(answer: Answered, header: string, value: string | undefined): Answered {
  const { [header]: had, ...others } = answer.headers;
  // What browsers are told is told only to browsers.
  if (had === undefined && header.startsWith('access-control-')) return answer;
  return { ...answer, headers: { ...others, ...(value !== undefined && { [header]: value }) } };
}

const onAnswers: Defect[] = WRONG.map(([operationId, header, value]) => ({
  name: `${operationId}: header ${header} is ${value === undefined ? 'missing' : `"${value}"`}`,
  api: operationOf(operationId).api as Defect['api'],
  operationId,
  kind: 'headers',
  layer: () => onGood(operationId, (answer) => withHeader(answer, header, value)),
}));

const onRefusals = (['flowx', 'apptor'] as const).map(
  (api): Defect => ({
    name: `${api}: refusals are sent as text/plain`,
    api,
    kind: 'headers',
    layer: () => onRefusal(api, (answer) => withHeader(answer, 'content-type', 'text/plain')),
  }),
);

export const HEADER_DEFECTS: Defect[] = [...onAnswers, ...onRefusals];
