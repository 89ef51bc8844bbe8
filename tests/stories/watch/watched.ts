// A process that watches, and what it says about what it has seen.
import { mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { Client } from '../../client.ts';
import { type Served, served } from '../../served.ts';

export interface Watched {
  client: Client;
  process: Served;
  /** Waits until it says this; what it said before does not count. */
  says(text: string | RegExp): Promise<void>;
  /** All that it has said since it was asked last. */
  news(): string;
}

/** Starts `serve --watch --ephemeral` with more arguments. */
export async function watching(args: string[], cwd: string): Promise<Watched> {
  const process = await served(['--watch', '--ephemeral', ...args], { cwd });
  let heard = 0;
  const news = (): string => {
    const text = process.talk().slice(heard);
    heard = process.talk().length;
    return text;
  };
  const says = async (wanted: string | RegExp): Promise<void> => {
    for (let tries = 0; tries < 1000; tries += 1) {
      const text = process.talk().slice(heard);
      const at = typeof wanted === 'string' ? text.indexOf(wanted) : text.search(wanted);
      if (at >= 0) {
        heard += at + 1;
        return;
      }
      await pause(10);
    }
    throw new Error(`it never said ${wanted}, but: ${process.talk().slice(heard)}`);
  };
  return { client: new Client(process.url), process, says, news };
}

/** Writes as editors do: beside the file, and then over it. */
export function replaceFile(path: string, text: string): void {
  writeFileSync(`${path}~`, text);
  renameSync(`${path}~`, path);
}

export function writeBelow(folder: string, files: Record<string, string>): void {
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
}

export const removeBelow = (folder: string, path: string): void =>
  rmSync(join(folder, path), { recursive: true });
