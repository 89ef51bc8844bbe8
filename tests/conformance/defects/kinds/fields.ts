// One member of a good answer is missing, null, renamed or of another type; the four ways take turns.
import type { Json, JsonObject } from '../../../../contracts/files/json.ts';
import { follow, fromPointer, toPointer } from '../../../../contracts/files/pointer.ts';
import { changed } from '../../../../contracts/schema/mutations/change-at.ts';
import type { Defect } from '../defect.ts';
import { onGoodJson } from '../layers.ts';
import { operationOf } from '../operation-at.ts';

const WHOLE = [
  ...['/processDefinitionFlowxUuid', '/buildId', '/buildStatusAtStart', '/applicationId'],
  ...['/parentApplicationId', '/rootApplicationId', '/processDefinitionName', '/tokens', '/state', '/uuid'],
  ...['/instanceMetadata', '/instanceMetadata/processInstanceId', '/instanceMetadata/processInstanceUuid'],
  ...['/tokens/0/id', '/tokens/0/state', '/tokens/0/statusCurrentNode'],
];
const BRIEF = [
  ...['/processDefinitionName', '/uuid', '/state', '/applicationId', '/buildId'],
  ...['/instanceMetadata', '/instanceMetadata/processInstanceUuid'],
];
const STARTED = ['/processInstanceId', '/processId', '/status', '/startTime'];

/** Pointers into the good answer of each operation. */
const FIELDS: Record<string, string[]> = {
  startProcessByBuild: WHOLE,
  startProcessByName: BRIEF,
  startProcessCopyingData: BRIEF.filter((_, index) => index % 2 === 0),
  startProcessInheriting: ['/workspaceId', ...WHOLE.filter((_, index) => index % 3 === 0)],
  getBuildInfo: [
    ...[
      '/workspaceId',
      '/buildId',
      '/applicationId',
      '/buildSettings',
      '/buildSettings/applicationVersionId',
    ],
    ...['/buildSettings/platforms', '/buildSettings/themeId', '/buildSettings/dateDisplayFormat/format'],
    ...['/buildSettings/numberDisplayFormat', '/buildSettings/numberDisplayFormat/maxDecimals'],
    ...['/buildSettings/currencyDisplayFormat', '/buildSettings/defaultLanguageCode'],
  ],
  getBuildInfoByProcessInstance: [
    ...['/workspaceId', '/buildId', '/applicationId', '/buildSettings', '/buildSettings/platforms'],
    '/buildSettings/defaultLanguageCode',
  ],
  getBuildInfoByUiFlowSession: ['/workspaceId', '/buildId', '/buildSettings', '/buildSettings/themeId'],
  getBuildInfoByApplication: ['/buildId', '/applicationId', '/buildSettings/currencyDisplayFormat'],
  executeWorkflow: STARTED,
  startWorkflow: STARTED,
  completeTask: ['/processInstanceId', '/status'],
  getInstance: [
    ...['/processInstanceId', '/processId', '/processName', '/processVersion', '/stateCd', '/startTime'],
    ...['/endTime', '/correlationKey', '/data'],
  ],
  getOrganizationByCode: ['/organizationId', '/issuer', '/tokenEndpoint', '/clientId', '/redirectUri'],
};

/** Null is what these may be, and missing what the last three may be. */
const NULLABLE = /(parentApplicationId|rootApplicationId|endTime|correlationKey)$/;
const OPTIONAL = /(endTime|correlationKey)$/;

const WAYS: Record<string, (body: JsonObject, pointer: string) => Json | undefined> = {
  'is missing': (body, pointer) => changed(body, { pointer }),
  'has the wrong type': (body, pointer) =>
    changed(body, { pointer, value: ofAnotherType(follow(body, pointer) as Json) }),
  'is null': (body, pointer) => changed(body, { pointer, value: null }),
  'has another name': (body, pointer) => {
    const keys = fromPointer(pointer);
    const renamed = `${keys.pop()}_`;
    const value = follow(body, pointer) as Json | undefined;
    const without = changed(body, { pointer }) ?? body;
    return value === undefined
      ? without
      : changed(without, { pointer: toPointer([...keys, renamed]), value });
  },
};

function ofAnotherType(value: Json): Json {
  if (typeof value === 'string') return 12345;
  if (typeof value === 'number') return String(value);
  return value === null ? 0 : 'text';
}

const waysFor = (pointer: string): string[] =>
  Object.keys(WAYS).filter((way) => {
    if (OPTIONAL.test(pointer)) return way === 'has the wrong type';
    return way !== 'is null' || !NULLABLE.test(pointer);
  });

export const FIELD_DEFECTS: Defect[] = Object.entries(FIELDS).flatMap(([operationId, pointers], row) =>
  pointers.map((pointer, column): Defect => {
    const ways = waysFor(pointer);
    const way = ways[(row + column) % ways.length] ?? '';
    return {
      name: `${operationId}: ${pointer} ${way}`,
      api: operationOf(operationId).api as Defect['api'],
      operationId,
      kind: 'fields',
      layer: () => onGoodJson(operationId, (body) => WAYS[way]?.(body, pointer) ?? body),
    };
  }),
);
