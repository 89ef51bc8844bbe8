import { join } from 'node:path';
import { readSource } from '../../../contracts/files/source-file.ts';
import { bundledFixtures } from '../../../contracts/reader/fixtures.ts';
import type { NameLists } from '../../domain/stories/people/name-lists.ts';

const LOCALES = ['de-DE', 'en-GB', 'fr-FR', 'ro-RO'];

let known: ReadonlyMap<string, NameLists> | undefined;

/** The names and places that ship, by locale: they are part of the generator, and no fixture replaces them. */
export function nameLists(): ReadonlyMap<string, NameLists> {
  known ??= readLists();
  return known;
}

function readLists(): ReadonlyMap<string, NameLists> {
  const folder = join(bundledFixtures(), 'people');
  const read = (name: string) => readSource(join(folder, `${name}.yaml`)).value;
  const notThese = read('not-these') as unknown as Record<string, string[]>;
  return new Map(
    LOCALES.map((locale) => [
      locale,
      { ...(read(locale) as unknown as NameLists), notThese: notThese[locale] ?? [] },
    ]),
  );
}
