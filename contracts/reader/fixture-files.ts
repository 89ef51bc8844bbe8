import { existsSync, readdirSync } from 'node:fs';
import { extname, join, relative } from 'node:path';
import { Mistake, type Wrong } from '../files/mistake.ts';
import type { SourceFile } from '../files/source-file.ts';
import type { Api } from './api.ts';

/** How a file of fixtures may end; the first is the one that we write. */
const ENDINGS = ['.yaml', '.yml'];

/** What each API may have, beside lifecycles. */
export const FIXTURE_FILES = ['catalogue', 'instances'] as const;

/** A folder of an API's fixtures, and what was read there. */
interface FilesRead {
  folder: string;
  sources: Partial<Record<(typeof FIXTURE_FILES)[number], SourceFile>>;
}

/**
 * The file of a name in a folder of fixtures, whichever way it ends; undefined where there is none.
 * @throws Mistake when it is there twice
 */
export function fixtureFile(folder: string, name: string): string | undefined {
  const found = ENDINGS.map((ending) => join(folder, name + ending)).filter(existsSync);
  const [path, twin] = found;
  if (path === undefined || twin === undefined) return path;
  throw new Mistake([
    { text: `${shown(path)} and ${shown(twin)} are the same file twice; keep one of them` },
  ]);
}

/** The names of all such files of a folder, sorted. */
export function fixtureNames(folder: string): string[] {
  if (!existsSync(folder)) return [];
  const files = readdirSync(folder).filter((file) => ENDINGS.includes(extname(file)));
  return [...new Set(files.map((file) => file.slice(0, -extname(file).length)))].sort();
}

/**
 * What people are told of files that an API could have and its fixtures do not: most often one is called otherwise.
 * Undefined where nothing is missing.
 */
export function absentFiles({ name, folder }: Api, fixtures: FilesRead): string | undefined {
  const absent = FIXTURE_FILES.filter(
    (file) => fixtures.sources[file] === undefined && existsSync(join(folder, `${file}.schema.json`)),
  );
  if (absent.length === 0) return undefined;
  const without = { catalogue: 'without any id', instances: 'without instances' };
  const there = existsSync(fixtures.folder) ? readdirSync(fixtures.folder).sort().join(', ') : '';
  const files = absent.map((file) => `${file}.yaml`).join(' and no ');
  return `${shown(fixtures.folder)} has no ${files}${there && ` (it has ${there})`}: ${name} begins ${absent.map((file) => without[file]).join(' and ')}`;
}

/** Files that these fixtures were read from, and that are gone since. */
export function goneFiles({ folder, sources }: FilesRead): Wrong[] {
  const empty = { catalogue: '{}', instances: '[]' };
  return FIXTURE_FILES.flatMap((name) => {
    const source = sources[name];
    if (!source || ENDINGS.some((ending) => existsSync(join(folder, name + ending)))) return [];
    const text = `this file is gone; if nothing of it is meant to be left, write ${empty[name]} into it`;
    return [{ text, place: source.place('') }];
  });
}

function shown(path: string): string {
  const here = relative(process.cwd(), path);
  return here.startsWith('..') ? path : here;
}
