import { isObject, type Json, type JsonObject } from '../files/json.ts';
import { memoize } from '../files/memoize.ts';
import { follow } from '../files/pointer.ts';

/**
 * What is said of the same value as a schema says: itself, and by `allOf`, to any depth, the schemas it is put together
 * with. A part that several schemas refer to belongs to all of them.
 * @param root the whole document, in which references are followed
 */
export function composedWith(root: JsonObject, schema: JsonObject): JsonObject[] {
  const links = linksIn(root);
  const found = new Set([schema]);
  // A set that grows while it is walked is walked to its end.
  for (const one of found) for (const next of links.get(one) ?? []) found.add(next);
  return [...found];
}

const linksIn = memoize((root: JsonObject): Map<JsonObject, JsonObject[]> => {
  const links = new Map<JsonObject, JsonObject[]>();
  const link = (one: JsonObject, other: JsonObject): void => {
    links.set(one, [...(links.get(one) ?? []), other]);
  };
  const visit = (value: Json): void => {
    if (Array.isArray(value)) for (const item of value) visit(item);
    if (!isObject(value)) return;
    if (Array.isArray(value.allOf))
      for (const part of value.allOf.map((one) => behind(root, one)).filter(isObject)) {
        link(value, part);
        link(part, value);
      }
    for (const child of Object.values(value)) visit(child);
  };
  visit(root);
  return links;
});

/** A schema, or the one that it does nothing but refer to. */
function behind(root: JsonObject, schema: Json): unknown {
  let here: unknown = schema;
  for (let steps = 0; isObject(here) && typeof here.$ref === 'string' && steps < 20; steps += 1)
    here = follow(root, decodeURI(here.$ref.replace(/^#/, '')));
  return here;
}
