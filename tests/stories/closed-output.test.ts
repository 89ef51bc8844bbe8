// Whoever reads our output may go away, as `head` does once it has enough: that is no defect, and nothing we found.
import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { command, type Served, served } from '../served.ts';

const OUTPUT_GONE = 141;

let mock: Served;
beforeAll(async () => {
  mock = await served(['--ephemeral']);
});
afterAll(() => mock.end());

/** Runs it with nobody at the other end of its stdout: its exit code, and what it said on stderr. */
async function unread(args: string[], sink = '| true'): Promise<{ code: number; said: string }> {
  const words = [process.execPath, command, ...args];
  // `true` has ended long before Node has begun. The shell tells the exit code behind what the command said.
  const script = `{ sleep 0.2; "$@"; echo "code $?" >&2; } ${sink}`;
  const shell = execFile('sh', ['-c', script, 'sh', ...words], { timeout: 30_000 });
  let said = '';
  shell.stderr?.on('data', (chunk) => {
    said += chunk;
  });
  await once(shell, 'close');
  const [, code] = said.match(/code (\d+)\n$/) ?? [];
  return { code: Number(code), said: said.replace(/code \d+\n$/, '') };
}

test.each([
  ['help', () => ['--help']],
  ['doctor', () => ['doctor', '--ephemeral', mock.url]],
  ['verify', () => ['verify', mock.url, '--only', 'getInstance', '--cases', '1']],
  ['serve', () => ['serve', '--ephemeral', '--port', '0', '--json']],
  ['exec', () => ['exec', '--', process.execPath, '-e', '']],
])('%s ends quietly, with a code of its own where it has something to write', async (name, args) => {
  const { code, said } = await unread(args());
  expect([name, code]).toEqual([name, name === 'exec' ? 0 : OUTPUT_GONE]);
  expect(said).not.toMatch(/EPIPE|defect|at .*:\d+/);
});

test('output that cannot be written for another reason is told', async () => {
  if (process.platform !== 'linux') return;
  const { code, said } = await unread(['contract', 'types', 'apptor'], '> /dev/full');
  expect(code).toBe(OUTPUT_GONE);
  expect(said).toMatch(/^flowx-mock: its output cannot be written: .*ENOSPC.*\n$/);
});
