import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, expect, test } from '@jest/globals';
import { full } from '../full.ts';
import { ran, served } from '../served.ts';
import { look, start } from './writers.ts';

const base = mkdtempSync(join(tmpdir(), 'flowx-mock-two-'));
afterAll(() => rmSync(base, { recursive: true, force: true }));

const lockModule = pathToFileURL(
  join(import.meta.dirname, '../../dist/mock-server/store/file/folder/lock.js'),
).href;

/** Takes the lock of a folder, says whether it got it, and holds it until its stdin ends. */
const STARTER = `
const { FolderLock } = await import(${JSON.stringify(lockModule)});
await new Promise((go) => process.stdin.once('data', go));
const said = await FolderLock.take(process.argv[1]).then(() => 'won', ({ name, message }) => name + ': ' + message);
process.stdout.write(said + '\\n');
process.stdin.on('end', () => process.exit()).resume();
`;

/** Starts processes that all take a lock at the same moment, and gives what each said. */
async function race(folder: string, count: number) {
  const children = Array.from({ length: count }, () =>
    spawn(process.execPath, ['--input-type=module', '-e', STARTER, folder], { stdio: 'pipe' }),
  );
  const heard = children.map((child) => once(child.stdout, 'data').then(([text]) => String(text)));
  await Promise.all(children.map((child) => once(child, 'spawn')));
  await new Promise((resolve) => setTimeout(resolve, 300));
  for (const child of children) child.stdin.write('go');
  const said = await Promise.all(heard);
  const ended = Promise.all(children.map((child) => once(child, 'close')));
  // The next race finds the lock of a killed process, or of one that ended.
  for (const child of children) child.kill('SIGKILL');
  await ended;
  return said;
}

test('a second process is refused with exit 2, told who holds the folder, and nothing is damaged', async () => {
  const folder = join(base, 'held');
  const first = await served(['--data', folder]);
  const { id } = await start(first.url);
  const second = await ran(['serve', '--port', '0', '--data', folder]);
  expect(second.code).toBe(2);
  expect(second.stderr).toContain(`${folder} cannot be used: process ${first.process.pid} on `);
  expect(second.stderr).toContain('It was left as it is. Stop it, or choose another folder with --data DIR.');
  expect(await look(first.url, id)).toBe(200);
  const other = await start(first.url);
  expect(other.status).toBe(200);
  expect(await first.end()).toBe(0);
  const again = await served(['--data', folder]);
  expect(await look(again.url, id)).toBe(200);
  expect(await look(again.url, other.id)).toBe(200);
  await again.end();
}, 60_000);

test('a killed process holds nothing', async () => {
  const folder = join(base, 'killed');
  const first = await served(['--data', folder]);
  const { id } = await start(first.url);
  await first.end('SIGKILL');
  const second = await served(['--data', folder]);
  expect(await look(second.url, id)).toBe(200);
  expect(await second.end()).toBe(0);
}, 60_000);

test('of 20 processes that find the lock of a dead one at once, exactly one wins', async () => {
  const folder = join(base, 'raced');
  mkdirSync(folder);
  for (let round = 0; round < (full ? 50 : 2); round += 1) {
    const said = await race(folder, 20);
    expect(said.filter((one) => one === 'won\n')).toHaveLength(1);
    expect(said.filter((one) => /^UnusableFolder: .* process \d+ on /.test(one))).toHaveLength(19);
  }
}, 600_000);
