// The choice of inherited values is not kept to.
import { isObject, type Json, type JsonObject } from '../../../../contracts/files/json.ts';
import type { Asked, Defect } from '../defect.ts';
import { jsonOf, onCall, withJson } from '../layers.ts';
import { dataOf, SOURCE } from '../world.ts';

const ID = 'startProcessInheriting';
const NOBODY = 'memberNobodyHas';

/** The choice that is made instead; undefined: the one that was asked for. */
type Choose = (choice: JsonObject) => JsonObject | undefined;

const listed = (value: Json | undefined): boolean => Array.isArray(value) && value.length > 0;

const CHOICES: Record<string, Choose> = {
  'ignores paramsToCopy': ({ paramsToCopy: _, ...choice }) => choice,
  'ignores withoutParams': ({ withoutParams: _, ...choice }) => choice,
  'ignores paramsToInherit': () => ({}),
  'takes paramsToCopy for withoutParams': ({ paramsToCopy, ...choice }) =>
    listed(paramsToCopy) ? { withoutParams: paramsToCopy ?? [] } : choice,
  'takes withoutParams for paramsToCopy': ({ withoutParams, ...choice }) =>
    listed(withoutParams) ? { paramsToCopy: withoutParams ?? [] } : choice,
  'inherits nothing': () => ({ paramsToCopy: [NOBODY] }),
  'inherits nothing when nothing is named': (choice) =>
    listed(choice.paramsToCopy) || listed(choice.withoutParams) ? undefined : { paramsToCopy: [NOBODY] },
  'inherits nothing when some are left out': (choice) =>
    listed(choice.withoutParams) ? { paramsToCopy: [NOBODY] } : undefined,
  'inherits only the first of paramsToCopy': (choice) =>
    listed(choice.paramsToCopy)
      ? { ...choice, paramsToCopy: (choice.paramsToCopy as Json[]).slice(0, 1) }
      : undefined,
  'leaves out only the first of withoutParams': (choice) =>
    listed(choice.withoutParams)
      ? { ...choice, withoutParams: (choice.withoutParams as Json[]).slice(0, 1) }
      : undefined,
  'does not take withoutParams off paramsToCopy': ({ withoutParams, ...choice }) =>
    listed(choice.paramsToCopy) ? choice : { ...choice, ...(withoutParams && { withoutParams }) },
};

function chosen(asked: Asked, choose: Choose): Asked | undefined {
  const body = jsonOf(asked);
  if (!isObject(body)) return undefined;
  const { paramsToInherit: choice = {} } = body;
  if (!isObject(choice)) return undefined;
  // What has to be refused is left as it is.
  const { paramsToCopy = [], withoutParams = [] } = choice;
  const fit = [paramsToCopy, withoutParams].every(
    (list) => Array.isArray(list) && list.every((name) => typeof name === 'string'),
  );
  const instead = fit ? choose(choice) : undefined;
  return instead ? withJson(asked, { ...body, paramsToInherit: instead }) : undefined;
}

const FROM = /\/inherit-from\/([^/?]+)/;

const otherSource: Defect = {
  name: `${ID}: inherits from another instance`,
  api: 'flowx',
  operationId: ID,
  kind: 'inheritance',
  layer: () =>
    onCall(ID, async (asked, pass) =>
      (await dataOf(pass, asked.url.match(FROM)?.[1] ?? ''))
        ? { ...asked, url: asked.url.replace(FROM, `/inherit-from/${SOURCE}`) }
        : undefined,
    ),
};

export const INHERITANCE_DEFECTS: Defect[] = [
  ...Object.entries(CHOICES).map(
    ([what, choose]): Defect => ({
      name: `${ID}: ${what}`,
      api: 'flowx',
      operationId: ID,
      kind: 'inheritance',
      layer: () => onCall(ID, (asked) => chosen(asked, choose)),
    }),
  ),
  otherSource,
];
