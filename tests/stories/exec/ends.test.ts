// However `flowx-mock exec` ends, nothing of it stays: neither the command, nor what that started, nor the port.
import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { spawn as spawnInTerminal } from '@lydell/node-pty';
import { scratchFolder } from '../../own-fixtures.ts';
import { command } from '../../served.ts';
import { type Executed, executed, js, STAYS, untilGone } from './executed.ts';

const CTRL_C = '\u0003';

const HANDLES = (signal: string) => `process.on('${signal}', () => process.exit(42)); ${STAYS}`;

/** Counts what reaches it, and ends some time after the first. */
const COUNTS = `
  let count = 0;
  process.on('SIGINT', () => {
    count += 1;
    if (count === 1) setTimeout(() => { console.log('interrupted ' + count); process.exit(9); }, 500);
  });
  ${STAYS}`;

/** The process id that the command prints, and where it was told to go. */
async function begun(run: Executed): Promise<{ pid: number; url: string }> {
  const [, pid, url = ''] = await run.printed(/pid (\d+) (\S+)\n/);
  return { pid: Number(pid), url };
}

async function expectGone({ pid, url }: { pid: number; url: string }): Promise<void> {
  await untilGone(pid);
  await expect(fetch(url)).rejects.toThrow();
}

const ENDINGS: [program: string, signal: NodeJS.Signals, code: number][] = [
  [HANDLES('SIGINT'), 'SIGINT', 42],
  [HANDLES('SIGTERM'), 'SIGTERM', 42],
  [STAYS, 'SIGINT', 130],
  [STAYS, 'SIGTERM', 143],
];

test('a signal reaches the command, whose exit code counts; one that does not know it is ended by it', async () => {
  const endings = ENDINGS.map(async ([program, signal, expected]) => {
    const run = executed(js(program));
    const there = await begun(run);
    run.process.kill(signal);
    expect([signal, await run.ended]).toEqual([signal, expected]);
    await expectGone(there);
  });
  await Promise.all(endings);
});

test('a second signal ends a command that takes no notice of the first, and what it started', async () => {
  const stubborn = `process.on('SIGTERM', () => console.log('no')); ${STAYS}`;
  const program = `
    const { spawn } = require('node:child_process');
    const stays = spawn(process.execPath, ['-e', ${JSON.stringify(`process.on('SIGTERM', () => {});${STAYS}`)}]);
    stays.stdout.once('data', (said) => { console.log('grandchild', String(said).split(' ')[1]); ${stubborn} });`;
  const run = executed(js(program));
  const [, grandchild] = await run.printed(/grandchild (\d+)/);
  const there = await begun(run);
  run.process.kill('SIGTERM');
  await run.printed(/no\n/);
  run.process.kill('SIGINT');
  expect(await run.ended).toBe(130);
  await expectGone(there);
  await untilGone(Number(grandchild));
});

test('npm passes on a signal that the terminal sent to everybody: two at once are one', async () => {
  const run = executed(js(COUNTS));
  const there = await begun(run);
  run.process.kill('SIGINT');
  run.process.kill('SIGINT');
  expect(await run.ended).toBe(9);
  expect(run.out()).toContain('interrupted 1');
  await expectGone(there);
});

test('what the command leaves behind is ended with it', async () => {
  const program = `
    const { spawn } = require('node:child_process');
    const stays = spawn(process.execPath, ['-e', ${JSON.stringify(STAYS)}], { stdio: ['ignore', 'pipe', 'inherit'] });
    stays.stdout.once('data', (said) => { process.stdout.write(said); process.exitCode = 5; stays.unref(); stays.stdout.destroy(); });`;
  const run = executed(js(program));
  const there = await begun(run);
  expect(await run.ended).toBe(5);
  await expectGone(there);
});

test('npm as the command: what it runs ends, and no file stays', async () => {
  const cwd = scratchFolder();
  writeFileSync(join(cwd, 'stays.js'), STAYS);
  writeFileSync(
    join(cwd, 'package.json'),
    '{ "name": "app", "private": true, "scripts": { "test": "node stays.js && echo never" } }',
  );
  const run = executed(['--', 'npm', 'test'], { cwd });
  const there = await begun(run);
  run.process.kill('SIGTERM');
  expect(await run.ended).toBe(143);
  await expectGone(there);
  expect(run.out()).not.toMatch(/^never/m);
  expect(existsSync(join(cwd, '.flowx-mock'))).toBe(false);
});

test('Ctrl-C in a terminal reaches the command once', async () => {
  const program = ['exec', '--', process.execPath, '-e', COUNTS];
  const terminal = spawnInTerminal(process.execPath, [command, ...program], {});
  const ended = new Promise<number>((resolve) => terminal.onExit(({ exitCode }) => resolve(exitCode)));
  let out = '';
  let interrupted = false;
  terminal.onData((text) => {
    out += text;
    if (interrupted || !/pid \d+ /.test(out)) return;
    interrupted = true;
    terminal.write(CTRL_C);
  });
  expect(await ended).toBe(9);
  expect(out).toContain('interrupted 1');
});
