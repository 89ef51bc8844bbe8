// Colleagues' data are in the folder: nobody else on the machine reads it, unless that is said.
import { chmodSync, mkdirSync, mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { openFolderText } from '../../../mock-server/cli/commands/private-files.ts';
import { run } from '../../../mock-server/cli/program.ts';
import { surrounded } from '../../unit/mock-server/cli/surrounded.ts';

let base: string;
beforeAll(() => {
  base = mkdtempSync(join(tmpdir(), 'private-'));
});
afterAll(() => rmSync(base, { recursive: true }));

/** Sockets may be executable, whatever that means. */
const mode = (path: string): number => {
  const found = statSync(path);
  return found.mode & (found.isSocket() ? 0o666 : 0o777);
};

test('the folder is 0700 and its files 0600; a group has what is shared', async () => {
  const umask = process.umask(0o022);
  try {
    for (const [flags, folderMode, fileMode] of [
      [[], 0o700, 0o600],
      [['--shared-folder'], 0o770, 0o660],
    ] as const) {
      const data = join(base, flags.length === 0 ? 'mine' : 'ours');
      const around = surrounded();
      const ended = new AbortController();
      const serving = run(['serve', '--json', '--port', '0', '--data', data, ...flags], {
        ...around,
        signal: ended.signal,
      });
      while (around.out() === '') await new Promise((resolve) => setTimeout(resolve, 5));
      const { url } = JSON.parse(around.out());
      expect((await fetch(`${url}/__admin/snapshots/one`, { method: 'PUT' })).ok).toBe(true);
      expect((await fetch(`${url}/__admin/clock/freeze`, { method: 'POST' })).ok).toBe(true);
      ended.abort();
      await serving;
      const all = readdirSync(data, { recursive: true, withFileTypes: true });
      expect(all.length).toBeGreaterThan(3);
      expect(mode(data)).toBe(folderMode);
      for (const entry of all)
        expect([entry.name, mode(join(entry.parentPath, entry.name))]).toEqual([
          entry.name,
          entry.isDirectory() ? folderMode : fileMode,
        ]);
      expect(process.umask()).toBe(0o022);
    }
  } finally {
    process.umask(umask);
  }
});

test('a folder that is open to others is told', () => {
  const folder = join(base, 'open');
  mkdirSync(folder);
  chmodSync(folder, 0o755);
  expect(openFolderText(folder, false)).toMatch(/mode 755\): chmod 700/);
  chmodSync(folder, 0o770);
  expect(openFolderText(folder, false)).toContain('--shared-folder');
  expect(openFolderText(folder, true)).toBeUndefined();
  chmodSync(folder, 0o700);
  expect(openFolderText(folder, false)).toBeUndefined();
  expect(openFolderText(join(base, 'not-there'), false)).toBeUndefined();
  expect(openFolderText(undefined, false)).toBeUndefined();
});
