// A body that breaks one keyword of its schema is taken all the same: it is mended before it is passed on.
import { isObject, type Json } from '../../../../contracts/files/json.ts';
import { follow } from '../../../../contracts/files/pointer.ts';
import { changed } from '../../../../contracts/schema/mutations/change-at.ts';
import type { Asked, Defect, Pass } from '../defect.ts';
import { jsonOf, onCall, withJson } from '../layers.ts';
import { operationOf } from '../operation-at.ts';
import { freshRun, goodCall } from '../world.ts';

interface Row {
  operationId: string;
  pointer: string;
  keyword: 'required' | 'type' | 'pattern' | 'enum';
  /** What is put there; undefined: the member goes. */
  good?: Json;
}

const starting = (operationId: string): Row[] => [
  { operationId, pointer: '', keyword: 'type', good: goodCall(operationId).body ?? {} },
  { operationId, pointer: '/processId', keyword: 'required', good: 'your-flow-uuid' },
  { operationId, pointer: '/processId', keyword: 'type', good: 'your-flow-uuid' },
  { operationId, pointer: '/processId', keyword: 'pattern', good: 'your-flow-uuid' },
  { operationId, pointer: '/correlationKey', keyword: 'type' },
  { operationId, pointer: '/data', keyword: 'type', good: {} },
];
const withData = (operationId: string): Row[] => [
  { operationId, pointer: '', keyword: 'type', good: {} },
  { operationId, pointer: '/startCondition', keyword: 'type' },
];
const task = (pointer: string, keyword: Row['keyword'], good: Json): Row => ({
  operationId: 'completeTask',
  pointer,
  keyword,
  good,
});
const inheriting = (pointer: string, good: Json): Row => ({
  operationId: 'startProcessInheriting',
  pointer,
  keyword: 'type',
  good,
});

const ROWS: Row[] = [
  ...starting('executeWorkflow'),
  ...starting('startWorkflow'),
  ...withData('startProcessByBuild'),
  ...withData('startProcessByName'),
  ...withData('startProcessCopyingData'),
  inheriting('', {}),
  inheriting('/paramsToInherit', {}),
  inheriting('/paramsToInherit/paramsToCopy', []),
  inheriting('/paramsToInherit/paramsToCopy/0', 'customerEmail'),
  inheriting('/paramsToInherit/withoutParams', []),
  inheriting('/paramsToInherit/withoutParams/0', 'customerEmail'),
  ...(['required', 'type', 'pattern'] as const).flatMap((keyword) => [
    task('/processInstanceId', keyword, 'inst_xyz789'),
    task('/nodeId', keyword, 'approval-step'),
  ]),
  ...(['required', 'type', 'enum'] as const).map((keyword) => task('/action', keyword, 'COMPLETE')),
  task('', 'type', goodCall('completeTask').body ?? {}),
  task('/data', 'type', {}),
];

/** Whether a value breaks the keyword; `wanted` has the type it should have. */
const BREAKS: Record<Row['keyword'], (value: Json | undefined, wanted: Json) => boolean> = {
  required: (value) => value === undefined,
  type: (value, wanted) => value !== undefined && kindOf(value) !== kindOf(wanted),
  pattern: (value) => typeof value === 'string' && value.trim() === '',
  enum: (value) => typeof value === 'string' && !['COMPLETE', 'CANCEL'].includes(value),
};

function kindOf(value: Json): string {
  if (Array.isArray(value)) return 'array';
  return value === null ? 'null' : typeof value;
}

function mended({ pointer, keyword, good }: Row, asked: Asked): Asked | undefined {
  const body = jsonOf(asked);
  if (body === undefined || (pointer !== '' && !isObject(body))) return undefined;
  const value = follow(body, pointer) as Json | undefined;
  if (!BREAKS[keyword](value, good ?? 'text')) return undefined;
  const better = changed(body, { pointer, ...(good !== undefined && { value: good }) });
  return better === undefined ? undefined : withJson(asked, better);
}

/** A task needs a run that waits where none was named. */
async function atFreshRun(asked: Asked | undefined, pass: Pass): Promise<Asked | undefined> {
  const body = asked && jsonOf(asked);
  if (!asked || !isObject(body)) return asked;
  return withJson(asked, { ...body, processInstanceId: await freshRun(pass) });
}

export const ACCEPTED_BODIES: Defect[] = ROWS.map((row) => ({
  name: `${row.operationId}: accepts a body that breaks ${row.keyword} at ${row.pointer || 'its root'}`,
  api: operationOf(row.operationId).api as Defect['api'],
  operationId: row.operationId,
  kind: 'accepts-bodies',
  layer: () =>
    onCall(row.operationId, (asked, pass) => {
      const better = mended(row, asked);
      const unnamed = row.operationId === 'completeTask' && /^(\/processInstanceId)?$/.test(row.pointer);
      return unnamed ? atFreshRun(better, pass) : better;
    }),
}));
