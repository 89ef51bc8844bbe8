import { hash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { packageFolder } from './package-folder.ts';

/** By path within the package: a file that ships, as it was when the build read and checked it. */
type Prepared = Record<string, { digest: string; json: string }>;

let prepared: Prepared | undefined;

const preparedFile = (): string => join(packageFolder(), 'dist', 'prepared.json');

/**
 * The value of a file that ships, as JSON: the build parsed and checked it, so a start need not do it again. Undefined
 * for all other files, for one that was changed since, and wherever the sources are run as they are.
 */
export function preparedJson(path: string, text: string): string | undefined {
  const folder = packageFolder();
  if (import.meta.url.endsWith('.ts') || !path.startsWith(folder)) return undefined;
  prepared ??= read();
  const entry = prepared[relative(folder, path)];
  return entry?.digest === digestOf(text) ? entry.json : undefined;
}

function read(): Prepared {
  const file = preparedFile();
  return existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as Prepared) : {};
}

/** Keeps what files hold; to be called once all of them were checked. */
export function writePrepared(files: readonly { path: string; value: unknown }[]): void {
  const entries = files.map(({ path, value }) => {
    const digest = digestOf(readFileSync(path, 'utf8'));
    return [relative(packageFolder(), path), { digest, json: JSON.stringify(value) }] as const;
  });
  writeFileSync(preparedFile(), JSON.stringify(Object.fromEntries(entries)));
}

const digestOf = (text: string): string => hash('sha256', text, 'hex');
