import { follow } from '../../../contracts/files/pointer.ts';
import type { Instance } from '../instances/instance.ts';
import type { Data } from '../values/process-data.ts';
import { withValueAt } from '../values/with-value-at.ts';

/** A text shorter than this may stand in others by chance. */
const TELLING = 4;

/** Instances in which nothing stands any more where the pointers lead. */
export interface Redacted {
  instances: Instance[];
  /** Pointers that lead nowhere in any of them. */
  nowhere: string[];
}

/**
 * Puts stand-ins of the same kind in place of values: the same value becomes the same stand-in, also where its text stands
 * elsewhere in the data or the key of that instance.
 * @param pointers JSON Pointers in the data
 */
export function redactInstances(instances: readonly Instance[], pointers: readonly string[]): Redacted {
  const standIns = new Map<string, string>();
  const found = new Set<string>();
  const redacted = instances.map((instance) => {
    const here = pointers.filter((pointer) => follow(instance.data, pointer) !== undefined);
    for (const pointer of here) found.add(pointer);
    const texts = here.flatMap((pointer) => textsIn(follow(instance.data, pointer)));
    const data = here.reduce<Data>(
      (before, pointer) => withValueAt(before, pointer, standInOf(follow(before, pointer), standIns)) as Data,
      instance.data,
    );
    const elsewhere = texts.filter((text) => text.length >= TELLING);
    const clean = (value: unknown): unknown => withoutTexts(value, elsewhere, standIns);
    const { key } = instance;
    return {
      ...instance,
      data: clean(data) as Data,
      facts: clean(instance.facts) as Data,
      ...(key !== undefined && { key: clean(key) as string }),
    };
  });
  return { instances: redacted, nowhere: pointers.filter((pointer) => !found.has(pointer)) };
}

function standInOf(value: unknown, standIns: Map<string, string>): unknown {
  if (typeof value === 'string') return standInOfText(value, standIns);
  if (typeof value === 'number') return 0;
  if (typeof value === 'boolean') return false;
  if (Array.isArray(value)) return value.map((one) => standInOf(one, standIns));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, standInOf(one, standIns)]));
}

function standInOfText(text: string, standIns: Map<string, string>): string {
  const number = standIns.size + 1;
  const known = standIns.get(text) ?? standInLike(text, number);
  standIns.set(text, known);
  return known;
}

/** Of the same form, as far as whoever reads it looks at that: an address, a date, a number. */
function standInLike(text: string, number: number): string {
  if (text === '') return text;
  if (/^[^@\s]+@[^@\s]+$/.test(text)) return `redacted-${number}@example.com`;
  if (/^\d{4}-\d\d-\d\d/.test(text))
    return `1970-01-01${text.slice('1970-01-01'.length).replace(/\d/g, '0')}`;
  if (/^[\d\s+()./-]+$/.test(text)) return text.replace(/\d/g, '0');
  return `redacted-${number}`;
}

function textsIn(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(textsIn) : [];
}

function withoutTexts(
  value: unknown,
  texts: readonly string[],
  standIns: ReadonlyMap<string, string>,
): unknown {
  if (typeof value === 'string')
    return texts.reduce((before, text) => before.replaceAll(text, standIns.get(text) ?? ''), value);
  if (Array.isArray(value)) return value.map((one) => withoutTexts(one, texts, standIns));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, one]) => [name, withoutTexts(one, texts, standIns)]),
  );
}
