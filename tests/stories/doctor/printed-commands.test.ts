// Whatever doctor says is to be run is run as it stands, by a shell, and then what it found is gone.
import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { delimiter, join } from 'node:path';
import { setTimeout as later } from 'node:timers/promises';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { Client } from '../../client.ts';
import { freePort } from '../../free-port.ts';
import { scratchFolder } from '../../own-fixtures.ts';
import { command, type Served, served } from '../../served.ts';
import { NOTHING_KEPT, visit } from './visit.ts';

/** A folder in which `flowx-mock` is found, as after an installation. */
const bin = scratchFolder();
let mock: Served;
beforeAll(async () => {
  const installed = join(bin, 'flowx-mock');
  writeFileSync(installed, `#!/bin/sh\nexec '${process.execPath}' '${command}' "$@"\n`);
  chmodSync(installed, 0o755);
  mock = await served(['--ephemeral']);
});
afterAll(() => mock.end());

const env = { ...process.env, PATH: `${bin}${delimiter}${process.env.PATH}` };
const sh = (line: string, more: NodeJS.ProcessEnv = {}) =>
  promisify(execFile)('sh', ['-c', line], { cwd: scratchFolder(), env: { ...env, ...more } });

/** The command in what is to be done, which stands in parentheses or has such behind it. */
const commandIn = (text: string): string => /((?:curl|kill) [^()]*?) ?[()]/.exec(text)?.[1] ?? '';

async function mendOf(name: string, args: string[], more: NodeJS.ProcessEnv = {}): Promise<string> {
  const { found } = await visit([...NOTHING_KEPT, ...args], more);
  expect(Object.keys(found)).toContain(name);
  return found[name]?.[0]?.mend ?? '';
}

async function expectGone(name: string, args: string[], more: NodeJS.ProcessEnv = {}): Promise<void> {
  expect(Object.keys((await visit([...NOTHING_KEPT, ...args], more)).found)).not.toContain(name);
}

test('a clock that stands goes on, and one that was moved begins anew', async () => {
  const alice = new Client(mock.url).world('alice_o.1');
  await alice.freeze();
  await alice.run('quick-flow');
  await sh(commandIn(await mendOf('frozen-clock', [mock.url])));
  await expectGone('frozen-clock', [mock.url]);
  await alice.advance('P3D');
  await sh(commandIn(await mendOf('clock-off', [mock.url])));
  await expectGone('clock-off', [mock.url]);
});

test('a variable that is set keeps the proxy out of it', async () => {
  const proxied = { HTTP_PROXY: 'http://127.0.0.1:9', NO_PROXY: 'a.example,*.b c' };
  const assigned = await mendOf('proxy-variables', [mock.url], proxied);
  const { stdout } = await sh(`${assigned}\nprintf %s "$NO_PROXY"`, proxied);
  await expectGone('proxy-variables', [mock.url], { ...proxied, NO_PROXY: stdout });
});

/** A port that is free now. */
const answers = (port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1');
    socket.on('connect', () => resolve(true)).on('error', () => resolve(false));
    socket.on('close', () => undefined).unref();
  });

async function until(holds: () => Promise<boolean>): Promise<void> {
  while (!(await holds())) await later(50);
}

test('where nothing answers, the line that starts it makes it answer', async () => {
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const line = /flowx-mock serve [^;]*/.exec(await mendOf('nothing-answers', [url]))?.[0] ?? '';
  const server = spawn('sh', ['-c', `exec ${line}`], { cwd: scratchFolder(), env, stdio: 'ignore' });
  const ended = once(server, 'close');
  await until(() => answers(port));
  await expectGone('nothing-answers', [url]);
  server.kill();
  await ended;
});

test('where something else has the port, it goes as it is said', async () => {
  const port = await freePort();
  const program = `require('node:http').createServer((_, res) => res.end('other')).listen(${port}, '127.0.0.1')`;
  const holder = spawn(process.execPath, ['-e', program], { stdio: 'ignore' });
  const ended = once(holder, 'close');
  await until(() => answers(port));
  const url = `http://127.0.0.1:${port}`;
  await sh(commandIn(await mendOf('port-taken', [url])));
  await ended;
  await expectGone('port-taken', [url]);
});
