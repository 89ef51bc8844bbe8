// A data folder for a test, and the least that a store takes.
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, jest } from '@jest/globals';
import type { Instance } from '../../../../../mock-server/domain/instances/instance.ts';
import { FileStore, type FileStoreOptions } from '../../../../../mock-server/store/file/file-store.ts';
import { encodeLine } from '../../../../../mock-server/store/file/log/log-line.ts';
import type { Change, WorldRecord } from '../../../../../mock-server/store/interface/store.ts';

export const record: WorldRecord = {
  seed: 's',
  sequence: 0,
  time: { mode: 'running', offset: 0 },
  pinned: false,
};

export function instance(id: string, version = 1, data: Record<string, unknown> = {}): Instance {
  const at = '2026-06-01T12:00:00.000Z';
  return {
    id,
    api: 'apptor',
    process: 'p',
    version,
    state: 'running',
    data,
    timers: [],
    startedAt: at,
    facts: {},
    timeline: [{ at, from: null, to: 'running', cause: 'start' }],
  };
}

/** Starts an instance, or changes it when a version is given. */
export function change(id: string, version = 1, data: Record<string, unknown> = {}): Change {
  return {
    puts: [{ instance: instance(id, version, data), expected: version === 1 ? null : version - 1 }],
    record,
  };
}

/** The line of a log that starts an instance. */
export const line = (id: string): string =>
  encodeLine([JSON.stringify({ world: 'w', change: change(id) })]).toString();

const folders: string[] = [];

export function newFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'flowx-mock-store-'));
  folders.push(folder);
  return folder;
}

// Whoever takes a folder need not think of these.
afterAll(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});
afterEach(() => {
  jest.restoreAllMocks();
});

/** Opens a store, and gathers what it tells. */
export async function opened(folder: string, options: Partial<FileStoreOptions> = {}) {
  const told: string[] = [];
  const store = await FileStore.open(folder, {
    durability: 'fsync',
    tell: (text) => told.push(text),
    ...options,
  });
  return { store, told };
}

export async function idsIn(store: FileStore, world = 'w'): Promise<string[]> {
  const { items } = await store.list(world, { limit: 1_000_000 });
  return items.map(({ id }) => id).sort();
}

/** What a start finds, told and left as it was. */
export async function foundIn(folder: string): Promise<{ ids: string[]; told: string[] }> {
  const { store, told } = await opened(folder);
  const ids = await idsIn(store);
  await store.close();
  return { ids, told };
}

/** Every file with its bytes; locks aside, which come with every look. */
export function bytesOf(folder: string): Record<string, string> {
  const names = readdirSync(folder).filter((name) => statSync(join(folder, name)).isFile());
  return Object.fromEntries(names.sort().map((name) => [name, readFileSync(join(folder, name), 'base64')]));
}

/** Writes files: text, or a value as JSON. */
export function fill(folder: string, files: Record<string, unknown>): void {
  for (const [name, content] of Object.entries(files)) {
    const text = typeof content === 'string' || Buffer.isBuffer(content) ? content : JSON.stringify(content);
    writeFileSync(join(folder, name), text);
  }
}

/** An image of format 2 that holds instances of the world `w`. */
export const snapshot = (log: number, ids: string[], more: Record<string, unknown> = {}) => ({
  format: 2,
  log,
  worlds: { w: { record, instances: ids.map((id) => instance(id)) } },
  ...more,
});

/** As format 3 called the files in which an image goes on. @param part 2 for the first one */
const partName = (log: number, writing: string, part: number): string =>
  `instances-${String(log).padStart(6, '0')}-${writing}-${String(part).padStart(4, '0')}.json`;

/** The files of an image of the world `w` as format 3 had it, in parts, of which the first is `instances.json`. */
export function snapshotInParts(log: number, writing: string, ids: string[][]): Record<string, unknown> {
  const [first = [], ...rest] = ids;
  const names = rest.map((_, index) => partName(log, writing, index + 2));
  const parts = rest.map((some, index) => {
    return { format: 3, log, part: index + 2, worlds: snapshot(log, some).worlds };
  });
  return {
    'instances.json': { ...snapshot(log, first), format: 3, parts: names },
    ...Object.fromEntries(parts.map((part, index) => [names[index] ?? '', part])),
  };
}

/** What `instances.json` says in format 4, but for the records. */
export function head(folder: string): { format: number; log: number; body: string; lines: number } {
  const { format, log, instances } = JSON.parse(readFileSync(join(folder, 'instances.json'), 'utf8'));
  return { format, log, body: instances?.file, lines: instances?.lines };
}

/** The files of a folder that look as if they belonged to an image. */
export const bodies = (folder: string): string[] =>
  readdirSync(folder).filter((name) => /^\.?instances-/.test(name));

/** What stands in the file that holds the instances. */
export const bodyText = (folder: string): string => readFileSync(join(folder, head(folder).body), 'utf8');
