// A second implementation, written from the captured page alone, passes: the suite judges what is promised, not how
// our own mock keeps it.
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { afterAll, expect, test } from '@jest/globals';
import { verify } from '../../../contracts/suite/run/verify.ts';
import { onGoodJson } from '../defects/layers.ts';
import { APIS } from '../defects/operation-at.ts';
import { reverseProxy } from '../defects/reverse-proxy.ts';
import { startByNameServer } from './start-by-name-server.ts';

const server = startByNameServer();
server.listen(0, '127.0.0.1');
await once(server, 'listening');
const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
afterAll(() => {
  server.close().closeAllConnections();
});

/** What the suite says about a server that has this one operation. */
function reportOn(address: string) {
  return verify({
    url: address,
    apis: APIS,
    targets: new URL('targets.yaml', import.meta.url).pathname,
    allowWrites: false,
    strict: false,
    requirePresence: false,
    only: [],
    cases: 10,
    seed: 'independent',
    timeout: 5000,
    version: 'test',
    env: {},
  });
}

test('the second implementation passes, and was really judged', async () => {
  const { exitCode, cases } = await reportOn(url);
  const judged = cases.filter(({ operationId }) => operationId === 'startProcessByName');
  const violations = cases
    .flatMap(({ findings }) => findings)
    .filter(({ verdict }) => verdict === 'violation');
  expect(violations).toEqual([]);
  expect(exitCode).toBe(0);
  expect(judged.filter(({ outcome }) => /passed|failed/.test(outcome)).length).toBeGreaterThan(15);
  // Its page promises no headers and no envelope: what the contract worked out about those is not held against it.
  const found = new Set(cases.flatMap(({ findings }) => findings).map(({ check }) => check));
  expect([...found].sort()).toEqual(['envelope', 'headers']);
}, 60_000);

test('the same with one thing wrong does not pass', async () => {
  const broken = onGoodJson('startProcessByName', (body) => ({ ...body, state: 'RUNNING' }));
  const front = await reverseProxy(url, broken, 'none');
  const { exitCode, cases } = await reportOn(front.url);
  await front.close();
  const found = cases.flatMap(({ findings }) => findings).filter(({ verdict }) => verdict === 'violation');
  expect(exitCode).toBe(1);
  expect(new Set(found.map(({ check }) => check))).toEqual(new Set(['body']));
}, 60_000);

test('it shares no code with the project', () => {
  const source = readFileSync(new URL('start-by-name-server.ts', import.meta.url), 'utf8');
  const imported = [...source.matchAll(/\b(?:from|import|import\(|require\()\s*['"]([^'"]+)['"]/g)].map(
    ([, name]) => name,
  );
  expect(imported.length).toBeGreaterThan(0);
  expect(imported.filter((name) => !name?.startsWith('node:'))).toEqual([]);
});
