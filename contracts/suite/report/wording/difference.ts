import { isObject, type Json } from '../../../files/json.ts';
import { escapeKey } from '../../../files/pointer.ts';
import { cut } from './escape-control-characters.ts';

/** One place where what came is not what was expected; no value: there is none. */
export interface Difference {
  /** JSON Pointer; empty for the whole value. */
  pointer: string;
  expected: Json | undefined;
  actual: Json | undefined;
}

/** The members in which two objects differ; anything else is compared as a whole. */
export function differences(expected: Json | undefined, actual: Json | undefined): Difference[] {
  if (expected === undefined && actual === undefined) return [];
  if (isObject(expected) && isObject(actual)) return within(expected, actual, '');
  return [{ pointer: '', expected, actual }];
}

/** A value as JSON on one line, `nothing` where there is none. */
export function valueText(value: Json | undefined, length = 300): string {
  return value === undefined ? 'nothing' : cut(JSON.stringify(value), length);
}

function within(expected: Json | undefined, actual: Json | undefined, pointer: string): Difference[] {
  if (isContainer(expected) && isContainer(actual) && Array.isArray(expected) === Array.isArray(actual)) {
    const keys = new Set([...Object.keys(expected), ...Object.keys(actual)]);
    return [...keys].flatMap((key) =>
      within(member(expected, key), member(actual, key), `${pointer}/${escapeKey(key)}`),
    );
  }
  return JSON.stringify(expected) === JSON.stringify(actual) ? [] : [{ pointer, expected, actual }];
}

function isContainer(value: Json | undefined): value is Json & object {
  return typeof value === 'object' && value !== null;
}

function member(container: object, key: string): Json | undefined {
  return Object.hasOwn(container, key) ? (container as Record<string, Json>)[key] : undefined;
}
