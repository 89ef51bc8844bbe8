// What somebody sees on the terminal who has started the stand-in and lets an application loose on it.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { afterEach, expect, jest, test } from '@jest/globals';
import { spawn as spawnTerminal } from '@lydell/node-pty';
import { command } from '../served.ts';
import { until } from '../until.ts';

// Processes take their time on a busy machine.
jest.setTimeout(60_000);

interface Seen {
  said(): string;
  out(): string;
  url: Promise<string>;
  end(): Promise<void>;
}

const running: Seen[] = [];
afterEach(async () => {
  await Promise.all(running.splice(0).map((one) => one.end()));
});

const addressIn = (text: string) =>
  text.match(/page: (http:\/\/[^/\s]+)/)?.[1] ?? text.match(/"url":"([^"]+)"/)?.[1];

async function found(look: () => string | undefined): Promise<string> {
  await until(() => look() !== undefined);
  return look() ?? '';
}

/** Serves with pipes, as where nobody looks. */
function piped(args: string[], env: NodeJS.ProcessEnv = {}): Seen {
  const child = spawn(process.execPath, [command, 'serve', '--port', '0', '--ephemeral', ...args], {
    env: { ...process.env, ...env },
  });
  const text = { said: '', out: '' };
  child.stderr.on('data', (chunk) => {
    text.said += chunk;
  });
  child.stdout.on('data', (chunk) => {
    text.out += chunk;
  });
  const ended = once(child, 'close');
  const seen: Seen = {
    said: () => text.said,
    out: () => text.out,
    url: found(() => addressIn(text.said + text.out)),
    end: async () => {
      child.kill('SIGTERM');
      await ended;
    },
  };
  running.push(seen);
  return seen;
}

/** Serves on a terminal. */
function onTerminal(args: string[], cols: number): Seen {
  const child = spawnTerminal(process.execPath, [command, 'serve', '--port', '0', '--ephemeral', ...args], {
    cols,
    env: { ...process.env, NO_COLOR: '' } as Record<string, string>,
  });
  let text = '';
  child.onData((more) => {
    text += more;
  });
  const ended = new Promise<void>((resolve) => child.onExit(() => resolve()));
  const seen: Seen = {
    said: () => text,
    out: () => '',
    url: found(() => addressIn(text)),
    end: async () => {
      child.kill('SIGTERM');
      await ended;
    },
  };
  running.push(seen);
  return seen;
}

const exec = (url: string, processId: string) =>
  fetch(`${url}/process/exec`, {
    method: 'POST',
    headers: { 'X-API-Key': 'apk_demo_secret', 'Content-Type': 'application/json' },
    body: JSON.stringify({ processId }),
  });
const REFUSED = /✗ 404 POST \/process\/exec\s+.*no flow 'quik-flow'.*Did you mean "quick-flow"\?/s;
const GOOD = /✓ 200 POST \/process\/exec\s+req_\d+ \d+ ms/;

test('where nobody looks only problems are told, on stderr; with --log all everything, with none nothing', async () => {
  const cases: [string[], boolean, boolean][] = [
    [[], false, true],
    [['--log', 'all'], true, true],
    [['--log', 'none'], false, false],
    [['--json', '--log', 'all'], true, true],
  ];
  await Promise.all(
    cases.map(async ([args, good, refused]) => {
      const seen = piped(args);
      const url = await seen.url;
      const before = seen.out();
      await exec(url, 'quick-flow');
      await exec(url, 'quik-flow');
      await seen.end();
      expect([GOOD.test(seen.said()), REFUSED.test(seen.said())]).toEqual([good, refused]);
      expect(seen.out()).toBe(before);
      expect(seen.said()).not.toContain('\u001b');
    }),
  );
});

test('on a terminal every request is told, in colours and in its width', async () => {
  const seen = onTerminal([], 80);
  const url = await seen.url;
  await exec(url, 'quick-flow');
  await exec(url, 'quik-flow');
  await until(() => /Did you mean[^?]*\?/.test(seen.said()));
  // biome-ignore lint/suspicious/noControlCharactersInRegex: colours are control characters.
  const bare = seen.said().replace(/\u001b\[[\d;]*m/g, '');
  expect(bare).toMatch(GOOD);
  expect(bare.replace(/\s+/g, ' ')).toMatch(REFUSED);
  expect(seen.said()).toContain('\u001b[31m');
  for (const line of bare.split(/\r?\n/).slice(bare.split(/\r?\n/).findIndex((one) => GOOD.test(one))))
    expect(line.length).toBeLessThanOrEqual(80);
});

test('the start is told in a few lines: where, with what, in which world; curls only where they are asked for', async () => {
  const seen = piped([]);
  await seen.url;
  await seen.end();
  expect(seen.said().trim().split('\n').length).toBeLessThanOrEqual(12);
  for (const text of ['/api/runtime', 'Authorization: Bearer ', 'X-API-Key: apk_', 'world: ', 'seed: '])
    expect(seen.said()).toContain(text);
  expect(seen.said()).toContain('--examples');
  expect(seen.said()).not.toContain('curl -X');
});

test('bound to every address, it says where other machines find it', async () => {
  const seen = piped(['--host', '0.0.0.0']);
  await seen.url;
  await seen.end();
  const told = [...seen.said().matchAll(/for other machines: http:\/\/([\d.]+):\d+/g)].map(([, one]) => one);
  for (const address of told) expect(address).not.toMatch(/^(127|0)\./);
});
