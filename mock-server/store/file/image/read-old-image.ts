import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Instance } from '../../../domain/instances/instance.ts';
import type { Entry } from '../../interface/entry.ts';
import { UnusableFolder } from '../../interface/unusable-folder.ts';
import { headPath, isPartName } from './image-files.ts';
import { readJson } from './image-head.ts';
import { currentRecord, type OldRecord } from './stored-record.ts';

/** What is to be done about a part. */
const ADVICE =
  'Put back a copy that is whole, together with the instances.json that names it and all its other parts; or choose another folder with --data DIR.';

/** Worlds with their instances, by name, as formats 1 to 3 had them. */
type OldWorlds = Record<string, { record: OldRecord; instances: Instance[] }>;

/**
 * What `instances.json` held before format 4: everything. Format 1 had no log and no clocks; format 3 went on in other
 * files, its parts, which have the same worlds, or more of them.
 */
export interface OldImage {
  format: number;
  log?: number;
  parts?: string[];
  worlds: OldWorlds;
}

/** @throws UnusableFolder when it is damaged */
export function checkOldImage(folder: string, image: OldImage): { log: number; parts: string[] } {
  const problem = problemOf(image) ?? problemOfWorlds(image.worlds);
  if (problem !== undefined) throw new UnusableFolder(headPath(folder), problem);
  return { log: image.log ?? 0, parts: image.parts ?? [] };
}

function problemOf({ format, log, parts }: OldImage): string | undefined {
  if (format > 1 && !(Number.isInteger(log) && Number(log) >= 0))
    return 'it does not say which logs it holds ("log")';
  if (format > 2 && !(Array.isArray(parts) && parts.every(isPartName)))
    return 'it does not say which files it goes on in ("parts")';
  return undefined;
}

/**
 * All that an image of formats 1 to 3 holds; a world may be in several of its files.
 * @throws UnusableFolder when a part is missing, damaged, or another one's
 */
export async function* readOldImage(folder: string, image: OldImage): AsyncGenerator<Entry, void> {
  const { log, parts } = checkOldImage(folder, image);
  const begun = new Set<string>();
  yield* entriesOf(image.worlds, begun);
  for (const [index, name] of parts.entries())
    yield* entriesOf(await readPart(join(folder, name), log, index + 2), begun);
}

function* entriesOf(worlds: OldWorlds, begun: Set<string>): Generator<Entry, void> {
  for (const [world, { record, instances }] of Object.entries(worlds)) {
    // It stands in each of the files, and what was learned with it.
    if (!begun.has(world)) {
      yield { world, record: currentRecord(record) };
      for (const [api, facts] of Object.entries(record.learned ?? {}))
        for (const fact of facts) yield { world, learned: { api, fact } };
    }
    begun.add(world);
    for (const instance of instances)
      yield { world, instance: { ...instance, timers: instance.timers ?? [] } };
  }
}

async function readPart(path: string, log: number, number: number): Promise<OldWorlds> {
  if (!existsSync(path))
    throw new UnusableFolder(path, 'it is missing, and instances.json goes on in it', ADVICE);
  const part = await readJson<{ log?: number; part?: number; worlds: OldWorlds } | null>(path, ADVICE);
  if (part?.log !== log || part.part !== number) {
    const other = `it is not part ${number} of the image that holds the logs up to ${log}`;
    throw new UnusableFolder(path, other, ADVICE);
  }
  const problem = problemOfWorlds(part.worlds);
  if (problem !== undefined) throw new UnusableFolder(path, problem, ADVICE);
  return part.worlds;
}

/** What is wrong with worlds that were read. */
function problemOfWorlds(worlds: OldWorlds): string | undefined {
  if (typeof worlds !== 'object' || worlds === null || Array.isArray(worlds)) return 'it has no "worlds"';
  for (const [name, world] of Object.entries(worlds)) {
    if (!Array.isArray(world?.instances) || typeof world.record?.seed !== 'string')
      return `world "${name}" is damaged`;
    const broken = world.instances.findIndex((one) => typeof one?.id !== 'string' || one.id === '');
    if (broken >= 0) return `instance ${broken} of world "${name}" has no id`;
  }
  return undefined;
}
