// A process that is killed while it saves or loads a snapshot leaves the old or the new.
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as later } from 'node:timers/promises';
import { afterAll, expect, jest, test } from '@jest/globals';
import { full } from '../full.ts';
import { type Served, served } from '../served.ts';

const base = mkdtempSync(join(tmpdir(), 'flowx-mock-killed-snapshots-'));
let server: Served;
afterAll(async () => {
  await server.end('SIGKILL');
  rmSync(base, { recursive: true, force: true });
});

const KILLS = full ? 50 : 2;
jest.setTimeout(full ? 900_000 : 60_000);

async function call(url: string, method: string, path: string, body?: string): Promise<string> {
  const headers = { 'content-type': 'application/json' };
  const answer = await fetch(`${url}/__admin${path}`, {
    method,
    ...(body !== undefined && { headers, body }),
  });
  const text = await answer.text();
  expect([answer.status, text]).toEqual([expect.any(Number), expect.any(String)]);
  expect(answer.status).toBeLessThan(300);
  return text;
}

const ids = async (url: string): Promise<string> => {
  const { items } = JSON.parse(await call(url, 'GET', '/instances?limit=1000&fields=id,state')) as {
    items: { id: string }[];
  };
  return JSON.stringify(items.sort((a, b) => (a.id < b.id ? -1 : 1)));
};

/** Does two things in turns until the process is killed, at a moment nobody chose. */
async function untilKilled(server: Served, after: number, turns: (() => Promise<unknown>)[]): Promise<void> {
  const busy = (async () => {
    for (let turn = 0; ; turn += 1) await turns[turn % turns.length]?.();
  })().catch(() => {});
  await later(after);
  await server.end('SIGKILL');
  await busy;
}

test(`${KILLS} kills: the snapshot is the old or the new one, and so is the world`, async () => {
  const folder = join(base, 'data');
  server = await served(['--data', folder, '--seed', 'x', '--story', 'loans:30']);
  await call(server.url, 'POST', '/clock/freeze');
  await call(server.url, 'PUT', '/snapshots/first');
  const first = await call(server.url, 'GET', '/snapshots/first');
  await call(server.url, 'POST', '/seed', JSON.stringify({ story: 'support', count: 30 }));
  await call(server.url, 'PUT', '/snapshots/second');
  const second = await call(server.url, 'GET', '/snapshots/second');
  const worlds = [];
  for (const name of ['first', 'second']) {
    await call(server.url, 'POST', `/snapshots/${name}/load`);
    worlds.push(await ids(server.url));
  }
  expect(new Set(worlds).size).toBe(2);
  for (let kill = 0; kill < KILLS; kill += 1) {
    const { url } = server;
    const saved = () => [first, second].map((text) => () => call(url, 'PUT', '/snapshots/both', text));
    const loaded = () =>
      ['first', 'second'].map((name) => () => call(url, 'POST', `/snapshots/${name}/load`));
    await call(url, 'PUT', '/snapshots/both', first);
    await untilKilled(server, 40 + ((kill * 37) % 160), kill % 2 === 0 ? loaded() : saved());
    expect([first, second]).toContain(readFileSync(join(folder, 'snapshots', 'both.json'), 'utf8'));
    server = await served(['--data', folder]);
    expect(worlds).toContain(await ids(server.url));
  }
  await call(server.url, 'POST', '/reset');
  expect(worlds).toContain(await ids(server.url));
  expect(JSON.parse(await call(server.url, 'GET', '/snapshots')).items.length).toBe(3);
  await server.end();
  expect(readdirSync(join(folder, 'snapshots')).filter((name) => name.endsWith('.json')).length).toBe(3);
});
