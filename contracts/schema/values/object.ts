import { isObject, type Json, type JsonObject, type JsonSchema } from '../../files/json.ts';
import { isMarked } from '../create-ajv.ts';
import { both } from './narrowing/merge-schemas.ts';
import { CannotGenerate } from './walk/cannot-generate.ts';
import { below, draw, type Keywords, type Place, type Walk } from './walk/walk.ts';

type Members = Map<string, Json>;

/** How many made-up names are tried beyond those wanted. */
const SPARE_NAMES = 40;

/**
 * An object with every declared property: an optional one is missing only where it has no value, where its
 * kind would contain itself once more, or where `maxProperties` leaves no room. So no presence depends on
 * another.
 *
 * @throws CannotGenerate when a required property has no value
 */
export function generateObject(keywords: Keywords, place: Place, walk: Walk): Json {
  const members: Members = new Map();
  const declared = map(keywords.properties);
  const { absent, resolve } = walk;
  const goes = (name: string): boolean =>
    absent === undefined || !Object.hasOwn(declared, name) || !isMarked(declared[name], absent, resolve);
  const required = new Set(((keywords.required ?? []) as string[]).filter(goes));
  for (const name of new Set([...Object.keys(declared).filter(goes), ...required])) {
    try {
      members.set(name, member(keywords, name, place, walk));
    } catch (error) {
      if (!(error instanceof CannotGenerate) || required.has(name)) throw error;
    }
  }
  makeRoom(members, required, Number(keywords.maxProperties ?? Infinity), place, walk);
  addOthers(members, keywords, place, walk);
  // An assignment to __proto__ would not make a member of that name.
  return Object.fromEntries(members);
}

function member(keywords: Keywords, name: string, place: Place, walk: Walk): Json {
  const names = keywords.propertyNames as JsonSchema | undefined;
  if (names !== undefined && !walk.conforms(names, name)) {
    throw new CannotGenerate(below(place, name).pointer, 'propertyNames forbids the name');
  }
  return walk.value(schemaOf(keywords, name), below(place, name));
}

/** All that is said of a property. */
function schemaOf(keywords: Keywords, name: string): JsonSchema {
  const declared = map(keywords.properties);
  const said = Object.hasOwn(declared, name) ? [declared[name] as JsonSchema] : [];
  for (const [pattern, schema] of Object.entries(map(keywords.patternProperties))) {
    if (new RegExp(pattern, 'u').test(name)) said.push(schema as JsonSchema);
  }
  if (said.length === 0)
    return (keywords.additionalProperties ?? keywords.unevaluatedProperties ?? true) as JsonSchema;
  return said.reduce(both);
}

/** Which optional properties go is decided by their names, not by their order. */
function makeRoom(members: Members, required: Set<string>, most: number, place: Place, walk: Walk): void {
  if (members.size <= most) return;
  const optional = [...members.keys()].filter((name) => !required.has(name));
  const rank = new Map(optional.map((name) => [name, draw(walk, below(place, name), 'rank')]));
  optional.sort((one, other) => (rank.get(one) ?? 0) - (rank.get(other) ?? 0));
  for (const name of optional.slice(0, members.size - most)) members.delete(name);
}

/**
 * Properties nobody declared: one where the schema describes them (a map), more where `minProperties` wants
 * them.
 */
function addOthers(members: Members, keywords: Keywords, place: Place, walk: Walk): void {
  const least = Number(keywords.minProperties ?? 0);
  const most = Number(keywords.maxProperties ?? Infinity);
  const described =
    isObject(keywords.additionalProperties) && Object.keys(keywords.additionalProperties).length > 0;
  const wanted = Math.min(Math.max(least, members.size + (described ? 1 : 0)), most);
  const tries = wanted - members.size + SPARE_NAMES;
  for (let index = 0; members.size < wanted && index < tries; index += 1) {
    try {
      const name = otherName(keywords, index, place, walk);
      // Named as its map, so that a map of `emails` holds e-mails.
      const there = { ...below(place, name), names: place.names };
      const excluded = Object.hasOwn(map(keywords.properties), name);
      if (!excluded && !members.has(name)) members.set(name, walk.value(schemaOf(keywords, name), there));
    } catch (error) {
      if (!(error instanceof CannotGenerate)) throw error;
      if (members.size >= least) return;
    }
  }
  if (members.size < least)
    throw new CannotGenerate(place.pointer, `fewer than ${least} properties can be made`);
}

function otherName(keywords: Keywords, index: number, place: Place, walk: Walk): string {
  const patterns = Object.keys(map(keywords.patternProperties));
  const names = keywords.propertyNames as JsonSchema | undefined;
  const closed = (keywords.additionalProperties ?? keywords.unevaluatedProperties) === false;
  if (names === undefined && !closed) return `key${index + 1}`;
  const pattern = patterns[index % patterns.length];
  if (closed && pattern === undefined)
    throw new CannotGenerate(place.pointer, 'additionalProperties is false');
  const wanted: JsonObject =
    closed && pattern !== undefined ? { type: 'string', pattern } : { type: 'string' };
  const there = {
    ...place,
    pointer: `${place.pointer}/~name${index}`,
    names: ['', ''] as const,
    nudge: index,
  };
  return String(walk.value(both(wanted, names ?? true), there));
}

function map(value: Json | undefined): JsonObject {
  return isObject(value) ? value : {};
}
