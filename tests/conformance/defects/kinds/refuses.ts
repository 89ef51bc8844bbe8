// What has to be taken is refused.
import { isObject, type Json, type JsonObject } from '../../../../contracts/files/json.ts';
import type { Answered, Asked, Defect } from '../defect.ts';
import { isCallOf, jsonOf, onSome } from '../layers.ts';
import { operationOf } from '../operation-at.ts';
import { refusalOf } from '../refusal.ts';

const body = (asked: Asked): JsonObject => {
  const json = jsonOf(asked);
  return isObject(json) ? json : {};
};
const anyText = (value: Json, found: (text: string) => boolean): boolean => {
  if (typeof value === 'string') return found(value);
  return typeof value === 'object' && value !== null
    ? Object.entries(value).some(([name, inner]) => found(name) || anyText(inner, found))
    : false;
};
const isNested = (value: Json | undefined): boolean =>
  isObject(value) && Object.values(value).some((inner) => typeof inner === 'object' && inner !== null);

const REFUSED: [operationId: string, what: string, refused: (asked: Asked) => boolean][] = [
  ['startProcessByBuild', 'a body without members', (asked) => Object.keys(body(asked)).length === 0],
  ['startProcessByName', 'numbers', (asked) => Object.values(body(asked)).some(Number.isFinite)],
  ['startProcessByName', 'a body with several members', (asked) => Object.keys(body(asked)).length > 1],
  ['startProcessCopyingData', 'an empty object', (asked) => asked.body.toString() === '{}'],
  ['startProcessCopyingData', 'any body but an empty object', (asked) => asked.body.toString() !== '{}'],
  ['startProcessInheriting', 'paramsToCopy', ({ body: bytes }) => bytes.includes('paramsToCopy')],
  ['startProcessInheriting', 'withoutParams', ({ body: bytes }) => bytes.includes('withoutParams')],
  [
    'startProcessInheriting',
    'empty paramsToInherit',
    ({ body: bytes }) => bytes.includes('"paramsToInherit":{}'),
  ],
  ['startProcessByBuild', 'Accept-Language', ({ headers }) => /en/.test(headers['accept-language'] ?? '')],
  ['startProcessByBuild', 'names with brackets', ({ url }) => /%5B|\[/i.test(url)],
  ['getBuildInfo', 'Flowx-Platform', ({ headers }) => headers['flowx-platform'] !== undefined],
  ['executeWorkflow', 'correlationKey', (asked) => body(asked).correlationKey !== undefined],
  ['executeWorkflow', 'a start without data', (asked) => body(asked).data === undefined],
  ['executeWorkflow', 'environment', ({ url }) => url.includes('environment=')],
  ['executeWorkflow', 'environment=DEVELOPMENT', ({ url }) => url.includes('environment=DEVELOPMENT')],
  ['executeWorkflow', 'versionNumber', ({ url }) => url.includes('versionNumber=')],
  ['executeWorkflow', 'nested data', (asked) => isNested(body(asked).data)],
  ['executeWorkflow', 'bearer tokens', ({ headers }) => headers.authorization !== undefined],
  ['startWorkflow', 'data', (asked) => body(asked).data !== undefined],
  ['startWorkflow', 'environment=PRODUCTION', ({ url }) => url.includes('environment=PRODUCTION')],
  ['completeTask', 'CANCEL', (asked) => body(asked).action === 'CANCEL'],
  ['completeTask', 'a task without data', (asked) => body(asked).data === undefined],
  ['completeTask', 'commas in texts', (asked) => anyText(body(asked), (text) => text.includes(','))],
];

function refuses(operationId: string, what: string, layer: Defect['layer']): Defect {
  const api = operationOf(operationId).api as Defect['api'];
  return { name: `${operationId}: refuses ${what}`, api, operationId, kind: 'refuses', layer };
}

const refused = REFUSED.map(([operationId, what, matches]) =>
  refuses(operationId, what, () =>
    onSome(operationId, async (asked, pass) => {
      const answer = await pass(asked);
      return answer.status === 200 && matches(asked) ? refusalOf(asked, 400) : answer;
    }),
  ),
);

/** A tenth of the calls, drawn with a generator of its own. */
function tenth(operationId: string, instead: (asked: Asked) => Answered): Defect['layer'] {
  return () => {
    let state = 7;
    return (asked, pass) => {
      if (!isCallOf(asked, operationId)) return pass(asked);
      state = (state * 16807) % 2147483647;
      return state % 10 === 0 ? Promise.resolve(instead(asked)) : pass(asked);
    };
  };
}

const sometimes = [
  ['startProcessByName', 400],
  ['startProcessByBuild', 500],
  ['getInstance', 404],
  ['executeWorkflow', 503],
  ['startProcessInheriting', 409],
  ['completeTask', 500],
] as const;

export const REFUSED_REQUESTS: Defect[] = [
  ...refused,
  ...sometimes.map(([id, status]) =>
    refuses(
      id,
      `a random tenth of all calls with ${status}`,
      tenth(id, (asked) => refusalOf(asked, status)),
    ),
  ),
];
