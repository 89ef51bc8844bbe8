import { follow } from '../../../contracts/files/pointer.ts';
import { percentDecoded } from '../values/percent-decoded.ts';
import type { Instance } from './instance.ts';

/** Which instances somebody wants gone: one by its id, or all whose data say something. */
export type WantedGone = { id: string } | WantedByData;

interface WantedByData {
  /** JSON Pointer in the data. */
  pointer: string;
  /** As it was written: text, or JSON. */
  value: string;
}

/** A text shorter than this may stand in others by chance. */
const TELLING = 4;

/** `POINTER=VALUE`, such as `/customerEmail=anna@example.com`; undefined for what is no such thing. */
export function parseWanted(text: string): WantedByData | undefined {
  const [, pointer, value] = /^(\/[^=]*)=([\s\S]+)$/.exec(text) ?? [];
  return pointer === undefined || value === undefined ? undefined : { pointer, value };
}

/** Whether an instance is meant. */
export function isWanted(wanted: WantedGone, { id, data }: Pick<Instance, 'id' | 'data'>): boolean {
  if ('id' in wanted) return id === wanted.id;
  return isValue(follow(data, wanted.pointer), wanted.value);
}

function isValue(found: unknown, value: string): boolean {
  return found === value || (found !== undefined && JSON.stringify(found) === value);
}

/**
 * Whether something tells of what is wanted gone: it has one of the ids or the text that was looked for somewhere, or the
 * value under the same name.
 * @param ids of the instances that were found
 */
export function tellsOf(wanted: WantedGone, ids: readonly string[]): (told: unknown) => boolean {
  const byData = 'pointer' in wanted ? wanted : undefined;
  const name = byData?.pointer.slice(byData.pointer.lastIndexOf('/') + 1);
  const texts = [...ids, ...(byData && byData.value.length >= TELLING ? [byData.value] : [])];
  const tells = (told: unknown): boolean => {
    if (typeof told === 'string')
      return texts.some((text) => percentDecoded(told).includes(text) || told.includes(text));
    if (typeof told !== 'object' || told === null) return false;
    return Object.entries(told).some(
      ([key, one]) => (byData && key === name && isValue(one, byData.value)) || tells(one),
    );
  };
  return tells;
}
