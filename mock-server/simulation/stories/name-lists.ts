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
  const fileOf = (name: string) => join(folder, `${name}.yaml`);
  const { value: notThese } = readSource<Record<string, string[]>>(fileOf('not-these'));
  return new Map(
    LOCALES.map((locale) => [
      locale,
      { ...readSource<NameLists>(fileOf(locale)).value, notThese: notThese[locale] ?? [] },
    ]),
  );
}
