// What a browser blocks before it is sent: seen in the journal, with the lines that allow it, and found by doctor.
import { afterEach, expect, test } from '@jest/globals';
import { run } from '../../../mock-server/cli/program.ts';
import type { CorsSettings } from '../../../mock-server/simulation/apis/cors-settings.ts';
import { FLOWX_START, get, head, type Listening, listening, post } from '../../faults/raw.ts';
import { surrounded } from '../../unit/mock-server/cli/surrounded.ts';
import { NOTHING_KEPT } from '../doctor/visit.ts';

const ORIGIN = 'https://app.example';
const running: Listening[] = [];
afterEach(() => Promise.all(running.splice(0).map((mock) => mock.stop())));

async function open(cors: CorsSettings = {}): Promise<Listening> {
  const mock = await listening({ cors, reuse: true, now: Date.now() });
  running.push(mock);
  return mock;
}

const preflight = (
  mock: Listening,
  headers: string,
  { path = FLOWX_START, method = 'POST', origin = ORIGIN, more = {} as Record<string, string> } = {},
) =>
  mock.ask(
    head('OPTIONS', path, {
      Host: 'localhost',
      Origin: origin,
      'Access-Control-Request-Method': method,
      'Access-Control-Request-Headers': headers,
      ...more,
    }),
  );

async function entryOf(mock: Listening, answer: { headers: Record<string, string> }, world = '') {
  const { body } = await mock.ask(get(`${world}/__admin/requests/${answer.headers['x-mock-request']}`));
  return JSON.parse(body);
}

// What tracing libraries, HTTP clients and frameworks really add to the calls of a page.
const ADDED = [
  'traceparent',
  'baggage',
  'sentry-trace',
  'x-correlation-id',
  'idempotency-key',
  'x-xsrf-token',
];
const KNOWN = 'authorization,content-type,flowx-platform,fx-workspace-id,fx-organization-id,fx-client-host';

test.each(ADDED)('%s is not allowed, and that is told with the line that allows it', async (name) => {
  const mock = await open();
  const answer = await preflight(mock, `${KNOWN},${name}`);
  expect(answer.status).toBe(204);
  expect(answer.headers['access-control-allow-headers']?.toLowerCase().split(',')).not.toContain(name);
  const entry = await entryOf(mock, answer);
  expect(entry.violations).toEqual([
    expect.objectContaining({
      in: 'header',
      keyword: 'cors',
      actual: name,
      pointer: '/access-control-request-headers',
    }),
  ]);
  expect(entry.why).toBe(
    `The browser will block this call: header ${name} is not allowed. Allow it in flowx-mock.config.yaml with cors: { headers: [${name}] }; the real product may not.`,
  );
  const allowing = await open({ headers: [name] });
  const allowed = await preflight(allowing, `${KNOWN},${name}`);
  expect(allowed.headers['access-control-allow-headers']?.toLowerCase().split(',')).toContain(name);
  expect((await entryOf(allowing, allowed)).why).toBeUndefined();
});

test('what the pages and the clients of FlowX send is let through without a word', async () => {
  const mock = await open();
  const answer = await preflight(mock, KNOWN);
  expect((await entryOf(mock, answer)).violations).toEqual([]);
});

test('the headers of one API are not those of another', async () => {
  const mock = await open();
  const asked = await preflight(mock, 'x-api-key,fx-workspace-id', { path: '/process/exec' });
  expect((await entryOf(mock, asked)).why).toMatch(/header fx-workspace-id is not allowed/);
});

test('reflect lets through whatever is asked for', async () => {
  const mock = await open({ headers: 'reflect' });
  const answer = await preflight(mock, ADDED.join(', '));
  const allowed = answer.headers['access-control-allow-headers']?.split(',');
  for (const name of ADDED) expect(allowed).toContain(name);
  expect((await entryOf(mock, answer)).violations).toEqual([]);
});

test('a method that no operation has is blocked; POST never is', async () => {
  const mock = await open();
  const answer = await preflight(mock, '', { path: '/process/exec', method: 'PROPFIND' });
  expect((await entryOf(mock, answer)).why).toMatch(/^The browser will block this call: method PROPFIND/);
});

test('only the origins of the configuration are let in, where it names some', async () => {
  const mock = await open({ origins: [ORIGIN] });
  expect((await preflight(mock, KNOWN)).headers['access-control-allow-origin']).toBe(ORIGIN);
  const other = 'http://localhost:5173';
  const blocked = await preflight(mock, KNOWN, { origin: other });
  expect(Object.keys(blocked.headers).filter((name) => name.startsWith('access-control'))).toEqual([]);
  expect((await entryOf(mock, blocked)).why).toBe(
    `The browser will block this call: origin ${other} is not allowed. Allow it in flowx-mock.config.yaml with cors: { origins: [${other}] }.`,
  );
  const simple = await mock.ask(post(FLOWX_START, '{}', { Origin: other }));
  expect(simple.headers['access-control-allow-origin']).toBeUndefined();
  expect((await entryOf(mock, simple)).why).toMatch(
    /^The browser will not let the page read this answer: origin /,
  );
});

test('a preflight is kept for ten minutes, and private networks are let in where they are asked for', async () => {
  const mock = await open();
  const plain = await preflight(mock, KNOWN);
  expect(plain.headers['access-control-max-age']).toBe('600');
  expect(plain.headers['access-control-allow-private-network']).toBeUndefined();
  const more = { 'Access-Control-Request-Private-Network': 'true' };
  expect((await preflight(mock, KNOWN, { more })).headers['access-control-allow-private-network']).toBe(
    'true',
  );
});

test('preflights cannot carry X-Mock-World: those of a world in the path are in its journal, the others in the default one', async () => {
  const mock = await open();
  const answer = await preflight(mock, 'traceparent', { path: `/@alice${FLOWX_START}` });
  expect(await entryOf(mock, answer, '/@alice')).toMatchObject({
    world: 'alice',
    blocked: expect.any(String),
  });
});

test('doctor finds them', async () => {
  const mock = await open();
  await preflight(mock, 'traceparent');
  await preflight(mock, 'traceparent');
  const around = surrounded();
  const code = await run(['doctor', ...NOTHING_KEPT, '--json', `http://127.0.0.1:${mock.port}`], around);
  expect(code).toBe(1);
  const { findings } = JSON.parse(around.out());
  expect(findings).toEqual([
    expect.objectContaining({
      name: 'blocked-by-cors',
      what: `The browser will block this call: header traceparent is not allowed. POST ${FLOWX_START}`,
      mend: expect.stringContaining('cors: { headers: [traceparent] }'),
    }),
  ]);
});

test.each([
  ['bytes that are no HTTP', `GET /process/x HTTP/1.1\r\nHost: x\r\nOrigin: ${ORIGIN}\r\nbad header\r\n\r\n`],
  [
    'headers that are too large',
    `GET /process/x HTTP/1.1\r\nHost: x\r\nOrigin: ${ORIGIN}\r\nX-Big: ${'x'.repeat(20_000)}\r\n\r\n`,
  ],
  ['a target that is no URL', `GET http://[ HTTP/1.1\r\nHost: x\r\nOrigin: ${ORIGIN}\r\n\r\n`],
  ['a path that cannot be decoded', `GET /@%zz/process/x HTTP/1.1\r\nHost: x\r\nOrigin: ${ORIGIN}\r\n\r\n`],
])('a page may read the refusal of %s, too', async (_, bytes) => {
  const mock = await open();
  const { status, headers } = await mock.ask(bytes);
  expect(status).toBeGreaterThanOrEqual(400);
  expect(headers['access-control-allow-origin']).toBe(ORIGIN);
});
