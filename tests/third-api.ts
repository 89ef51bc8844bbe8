// The third API of the tests, and copies of it with something changed.
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A folder of API folders, for `--contracts`. */
export const thirdApi = join(import.meta.dirname, 'third-api');

/** A change to a file of an API folder: a piece of its text, and what comes in its place. */
export type Edit = [file: string, from: string | RegExp, to: string];

/**
 * Copies a folder and changes it, for as long as `use` takes.
 * @throws Error when a piece of text is not there
 */
export async function edited<T>(
  from: string,
  edits: Edit[],
  use: (folder: string) => T | Promise<T>,
): Promise<T> {
  const scratch = mkdtempSync(join(tmpdir(), 'flowx-mock-edited-'));
  try {
    cpSync(from, scratch, { recursive: true });
    for (const [file, piece, text] of edits) {
      const path = join(scratch, file);
      const before = readFileSync(path, 'utf8');
      const after = before.replace(piece, text);
      if (after === before) throw new Error(`${file} has no ${piece}`);
      writeFileSync(path, after);
    }
    return await use(scratch);
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
}
