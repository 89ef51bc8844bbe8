import { isObject, type Json } from '../../files/json.ts';
import { fromPointer } from '../../files/pointer.ts';

/** One change to a value: something is put at a place, or, without `value`, taken away from there. */
export interface Change {
  pointer: string;
  value?: Json;
}

/** The value with the change made, as a copy; undefined where there is nothing around the place. */
export function changed(root: Json, { pointer, value }: Change): Json | undefined {
  const keys = fromPointer(pointer);
  const last = keys.pop();
  if (last === undefined) return value;
  const copy = structuredClone(root);
  const holder = keys.reduce<Json | undefined>((here, key) => memberOf(here, key), copy);
  if (Array.isArray(holder)) {
    if (value === undefined) holder.splice(Number(last), 1);
    else holder[Math.min(Number(last), holder.length)] = value;
  } else if (isObject(holder)) {
    if (value === undefined) delete holder[last];
    else holder[last] = value;
  } else return undefined;
  return copy;
}

function memberOf(holder: Json | undefined, key: string): Json | undefined {
  if (Array.isArray(holder)) return holder[Number(key)];
  return isObject(holder) && Object.hasOwn(holder, key) ? holder[key] : undefined;
}
