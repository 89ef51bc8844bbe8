// A word that is not quite right on the command line: what was meant is told.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { run } from '../../../../mock-server/cli/program.ts';
import { settle } from '../../../../mock-server/cli/settings/settings.ts';
import { surrounded } from './surrounded.ts';

async function said(args: string[]): Promise<string> {
  const around = surrounded();
  expect(await run(args, around)).toBe(2);
  return around.said();
}

test.each([
  ['serv', 'serve'],
  ['verfiy', 'verify'],
  ['dcotor', 'doctor'],
  ['Init', 'init'],
])('%s is nearly %s', async (word, meant) => {
  expect(await said([word])).toMatch(new RegExp(`"${word}" is neither .*\\n\\(Did you mean ${meant}\\?\\)`));
});

test('what is near nothing gets no suggestion', async () => {
  expect(await said(['something-else'])).not.toContain('Did you mean');
});

test('a folder is most likely one of fixtures, an address one of a server', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'flowx-mock-stray-'));
  try {
    expect(await said(['serve', folder])).toContain(`(Did you mean --fixtures ${folder}?)`);
  } finally {
    rmSync(folder, { recursive: true });
  }
  expect(await said(['serve', 'localhost:4010'])).toContain('(Did you mean verify localhost:4010, or doctor');
});

test.each([
  ['verify', 'localhost:4010', 'Did you mean http://localhost:4010?'],
  ['verify', '127.0.0.1:4010/rtm', 'Did you mean http://127.0.0.1:4010/rtm?'],
  ['doctor', '[::1]:4010', 'Did you mean http://[::1]:4010?'],
  ['doctor', 'mock', 'Did you mean http://mock?'],
  ['verify', 'not an address', 'Give one such as http://127.0.0.1:4010.'],
  ['verify', 'ftp://mock', 'Give one such as http://127.0.0.1:4010.'],
])('%s %s', async (command, address, told) => {
  const text = await said([command, address]);
  expect(text).toContain(`"${address}" is no address of a server`);
  expect(text).toContain(told);
});

test('init that is used wrongly shows how it is used', async () => {
  const text = await said(['init']);
  expect(text).toContain("missing required argument 'folder'");
  expect(text).toContain('Usage: flowx-mock init');
  expect(text).toContain('--process');
});

test('a host in brackets, as it stands in a URL, is taken without', () => {
  const of = (host: string) => settle({ host }, {}).host;
  expect(['[::1]', '::1', '127.0.0.1', '[::]'].map(of)).toEqual(['::1', '::1', '127.0.0.1', '::']);
});
