// Copying data goes wrong; what should have come out is put together here and started without copying.
import { isObject, type Json, type JsonObject } from '../../../../contracts/files/json.ts';
import type { Asked, Defect, Layer, Pass } from '../defect.ts';
import { isCallOf, isGood, jsonOf, onCall, withJson } from '../layers.ts';
import { dataOf, SOURCE } from '../world.ts';

const ID = 'startProcessCopyingData';
const COPY = /\/copyDataFrom\/([^/?]+)/;

const sourceOf = ({ url }: Asked): string => url.match(COPY)?.[1] ?? '';

/** What the new instance gets, of the source's data and the body. */
type Merge = (source: JsonObject, body: JsonObject) => Json;

/** Starts by name, with what the merge makes of it; unknown sources and bodies that are none are refused as ever. */
const merged = (merge: Merge): Layer =>
  onCall(ID, async (asked: Asked, pass: Pass) => {
    const source = await dataOf(pass, sourceOf(asked));
    const body = jsonOf(asked);
    if (!source || !isObject(body)) return undefined;
    return { ...withJson(asked, merge(source, body)), url: asked.url.replace(COPY, '') };
  });

function deeply(under: Json, over: Json): Json {
  if (!isObject(under) || !isObject(over)) return over;
  const inner = Object.entries(over).map(([name, value]) => [name, deeply(under[name] ?? null, value)]);
  return { ...under, ...Object.fromEntries(inner) };
}

const MERGES: Record<string, Merge> = {
  'copies nothing': (_, body) => body,
  'lets the copied data win over the body': (source, body) => ({ ...body, ...source }),
  'ignores the body': (source) => source,
  'merges deeply': (source, body) => deeply(source, body),
  'keeps the copied data in a member of its own': (source, body) => ({ ...body, copied: source }),
  'copies texts only': (source, body) => ({
    ...Object.fromEntries(Object.entries(source).filter(([, value]) => typeof value === 'string')),
    ...body,
  }),
  'copies the first member only': (source, body) => ({
    ...Object.fromEntries(Object.entries(source).slice(0, 1)),
    ...body,
  }),
  'copies only when the body is empty': (source, body) => (Object.keys(body).length === 0 ? source : body),
};

/** What the source was started with, not what it has by now. */
function asStarted(): Layer {
  const given = new Map<string, JsonObject>();
  return async (asked, pass) => {
    const body = jsonOf(asked);
    const start = given.get(sourceOf(asked));
    const old = isCallOf(asked, ID) && start && isObject(body);
    const answer = await pass(
      old ? { ...withJson(asked, { ...start, ...body }), url: asked.url.replace(COPY, '') } : asked,
    );
    const { uuid } = (jsonOf(answer) ?? {}) as { uuid?: string };
    if (asked.operation?.api === 'flowx' && isGood(answer) && uuid && isObject(body)) given.set(uuid, body);
    return answer;
  };
}

/** The body is merged into the source as well, as whoever reads it sees. */
function intoSource(): Layer {
  const added = new Map<string, JsonObject>();
  return async (asked, pass) => {
    const answer = await pass(asked);
    const body = jsonOf(asked);
    if (isCallOf(asked, ID) && isGood(answer) && isObject(body)) added.set(sourceOf(asked), body);
    const more = added.get(asked.url.match(/^\/__admin\/instances\/([^/?]+)/)?.[1] ?? '');
    if (!more) return answer;
    const { data, ...rest } = jsonOf(answer) as { data: JsonObject };
    return withJson(answer, { ...rest, data: { ...data, ...more } });
  };
}

function copies(what: string, layer: () => Layer): Defect {
  return { name: `${ID}: ${what}`, api: 'flowx', operationId: ID, kind: 'copies', layer };
}

export const COPY_DEFECTS: Defect[] = [
  ...Object.entries(MERGES).map(([what, merge]) => copies(what, () => merged(merge))),
  copies('copies what the source had at its start', asStarted),
  copies('changes the source', intoSource),
  copies('copies from another instance', () =>
    onCall(ID, async (asked, pass) =>
      (await dataOf(pass, sourceOf(asked)))
        ? { ...asked, url: asked.url.replace(COPY, `/copyDataFrom/${SOURCE}`) }
        : undefined,
    ),
  ),
];
