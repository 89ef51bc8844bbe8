// Two hundred canaries, each under a secret name or of a secret's shape, in every place of a request: none is ever shown.
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { createMock, type Mock } from '../../../mock-server/in-process/create-mock.ts';
import { Canaries, SECRET_NAMES, SECRET_SHAPES } from '../../canaries.ts';
import { Client } from '../../client.ts';
import { ran, served } from '../../served.ts';
import { until } from '../../until.ts';

let mock: Mock;
const canaries = new Canaries();
const canary = (): string => canaries.next();
const members = (): Record<string, unknown> => canaries.members();
const query = (): string => canaries.query();

/** Each as `[method, path, body, headers]`. */
function requests(): [string, string, string | undefined, Record<string, string>][] {
  const json = { 'Content-Type': 'application/json', 'X-API-Key': 'apk_demo_secret' };
  const instance = '/process/instance/inst_xyz789';
  const headers = Object.fromEntries(
    SECRET_NAMES.map((name): [string, string] => [name.replace('.', '-'), canary()]).filter(
      ([name]) => name !== 'authorization',
    ),
  );
  return [
    ['POST', '/process/exec', JSON.stringify({ processId: 'quick-flow', data: members() }), json],
    ['POST', '/process/exec', JSON.stringify({ ...members(), processId: 7 }), json],
    ['POST', '/process/exec', `{"password": "${canary()}", "token": ${canary()}`, json],
    ['POST', '/nowhere', `<a><password x="1">${canary()}</password></a>`, { 'Content-Type': 'text/xml' }],
    [
      'POST',
      '/process/exec',
      `--b\r\nContent-Disposition: form-data; name="client_secret"\r\n\r\n${canary()}\r\n--b--`,
      { ...json, 'Content-Type': 'multipart/form-data; boundary=b' },
    ],
    ['POST', '/nowhere', query(), { 'Content-Type': 'application/x-www-form-urlencoded' }],
    ['GET', `${instance}?${query()}`, undefined, json],
    ['GET', `${instance}?a=1?token=${canary()}&token[]=${canary()}&x=1;sig=${canary()}`, undefined, json],
    [
      'GET',
      `${instance};token=${canary()}?next=${encodeURIComponent(`https://x/?token=${canary()}`)}`,
      undefined,
      json,
    ],
    ['GET', `/process/instance/${SECRET_SHAPES[0]?.(canary())}`, undefined, json],
    [
      'GET',
      instance,
      undefined,
      { ...headers, Referer: `https://u:${canary()}@x/#access_token=${canary()}` },
    ],
    ['GET', instance, undefined, { 'X-Data': String(SECRET_SHAPES[2]?.(canary())), Cookie: `a=${canary()}` }],
  ];
}

beforeAll(async () => {
  mock = await createMock({ redact: { names: ['favourite'], except: ['monkeyToken'] } });
});
afterAll(() => mock.close());

test('none of them is in lists, entries, finds, HAR, or events', async () => {
  const events = mock.events();
  await events.opened;
  const told: unknown[] = [];
  void (async () => {
    for await (const event of events) told.push(event);
  })();
  const all = requests();
  for (const [method, path, body, headers] of all) {
    await fetch(mock.url + path, { method, headers, ...(body !== undefined && { body }) });
  }
  expect(canaries.planted).toBeGreaterThan(200);
  const client = new Client(mock.url);
  const entries = await mock.requests.all();
  expect(entries).toHaveLength(all.length);
  await until(() => told.length >= all.length);
  await events.return();
  const shown = [
    ...entries,
    ...told,
    (await client.admin('GET', '/requests.har')).text,
    (await client.admin('POST', '/requests/find', { body: {} })).text,
    ...(await Promise.all(entries.map(({ id }) => mock.requests.get(id)))),
  ];
  for (const one of shown) expect(JSON.stringify(one).match(/.{0,60}canary\d+.{0,20}/)?.[0]).toBeUndefined();
});

test('none of them is told on the terminal: not as requests come, with their bodies, and not by doctor', async () => {
  const server = await served(['--ephemeral', '--log', 'all', '--log-bodies']);
  try {
    const all = requests();
    for (const [method, path, body, headers] of all)
      await fetch(server.url + path, { method, headers, ...(body !== undefined && { body }) });
    const { stdout, stderr } = await ran(['doctor', server.url]);
    await fetch(`${server.url}/the-last-one`);
    await until(() => server.talk().includes('/the-last-one'));
    expect(server.talk()).toContain('      > ');
    expect(stdout).toContain('multipart/form-data');
    for (const told of [server.talk(), stdout, stderr])
      expect(told.match(/.{0,60}canary\d+.{0,20}/)?.[0]).toBeUndefined();
    expect(server.talk()).toContain('***');
  } finally {
    await server.end();
  }
});

test('what is masked is found by who knows it, and nothing else is masked', async () => {
  const data = {
    password: 'hunter22',
    correlationKey: 'k-1',
    code: 'c-1',
    favourite: 'blue',
    monkeyToken: 'no',
  };
  await new Client(mock.url).exec('quick-flow', { data });
  const [found] = await mock.requests.find({ bodyContains: { data: { password: 'hunter22' } } });
  expect(found?.body).toMatchObject({
    data: { ...data, password: '***', favourite: '***' },
  });
  expect(await mock.requests.count({ bodyContains: { data: { password: 'other' } } })).toBe(0);
});
