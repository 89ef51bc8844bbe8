// Somebody wants to be forgotten: nothing of them is left in world, files, journal, snapshots, or what a reset brings back.
import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { expect, test } from '@jest/globals';
import { run } from '../../../mock-server/cli/program.ts';
import { createMock, type Mock } from '../../../mock-server/in-process/create-mock.ts';
import { scratchFolder } from '../../own-fixtures.ts';

// biome-ignore lint/suspicious/noExplicitAny: what the control plane answers is looked at member by member
async function call(mock: Mock, method: string, path: string, body?: unknown): Promise<any> {
  const headers = { 'content-type': 'application/json', 'x-api-key': 'apk_demo_secret' };
  const answer = await fetch(`${mock.url}${path}`, {
    method,
    ...(body !== undefined && { headers, body: JSON.stringify(body) }),
  });
  const text = await answer.text();
  return text === '' ? { status: answer.status } : { status: answer.status, ...JSON.parse(text) };
}

async function command(...argv: string[]): Promise<{ code: number; out: string; err: string }> {
  const [stdout, stderr] = [new PassThrough(), new PassThrough()];
  const { signal } = new AbortController();
  const code = await run(argv, { env: {}, stdin: process.stdin, stdout, stderr, signal });
  return { code, out: String(stdout.read() ?? ''), err: String(stderr.read() ?? '') };
}

/** All bytes of all files below a folder. */
function everythingIn(folder: string): string {
  const paths = readdirSync(folder, { recursive: true }).map((name) => join(folder, String(name)));
  return paths
    .filter((path) => statSync(path).isFile())
    .map((path) => readFileSync(path, 'latin1'))
    .join('\n');
}

const ids = async (mock: Mock): Promise<string[]> => (await mock.instances.list()).map(({ id }) => id).sort();
const where = (pointer: string, value: string): string =>
  `/__admin/instances?where=${encodeURIComponent(`${pointer}=${value}`)}`;

test('a person of a story goes from world, files, journal and snapshots, and no reset, load or seed brings it back', async () => {
  const folder = scratchFolder();
  const options = { seed: 42, story: 'loans:12', data: folder };
  let mock = await createMock(options);
  await mock.snapshots.save('kept');
  await mock.snapshots.load('kept');
  await mock.snapshots.save('again');
  await mock.reset();
  const [meant] = await mock.instances.list({ process: 'consumer_loan' });
  const email = String(meant?.data.customerEmail);
  const before = await ids(mock);
  await mock.close();
  expect(everythingIn(folder)).toContain(email);
  mock = await createMock(options);
  writeFileSync(join(folder, 'snapshots', 'kept.json.0123abcd.tmp'), `left behind: ${email}`);
  await call(mock, 'POST', '/process/exec', { about: `Dear ${email}` });
  await call(mock, 'GET', `/api/runtime/nobody?of=${encodeURIComponent(email)}`);
  await call(mock, 'GET', '/api/runtime/others');
  expect(await call(mock, 'DELETE', where('/customerEmail', email))).toEqual({
    status: 200,
    instances: 1,
    requests: 2,
    snapshots: { kept: 1, again: 1 },
    fixtures: [],
    unread: {},
  });
  const left = before.filter((id) => id !== meant?.id);
  expect((await call(mock, 'GET', '/__admin/requests')).items.length).toBe(1);
  expect(await ids(mock)).toEqual(left);
  expect(everythingIn(folder)).not.toContain(email);
  expect(everythingIn(folder)).toContain(left[0]);
  await mock.reset();
  expect(await ids(mock)).toEqual(left);
  expect(await mock.seed({ story: 'loans', count: 12 })).toMatchObject({ added: 0 });
  await mock.snapshots.load('kept');
  expect(await ids(mock)).toEqual(left);
  await mock.close();
  mock = await createMock(options);
  expect(await ids(mock)).toEqual(left);
  await mock.close();
  expect(everythingIn(folder)).not.toContain(email);
});

test('one whose story began with it is left out of a reset, though it was changed since', async () => {
  await using mock = await createMock({ seed: 42, story: 'loans:12' });
  const waiting = (await mock.instances.list({ state: 'underwriting' }))[0];
  const event = { type: 'DECLINE', data: { customerEmail: 'other@example.com' } };
  expect((await mock.instances.send(String(waiting?.id), event)).data.customerEmail).toBe(
    'other@example.com',
  );
  const answer = await call(mock, 'DELETE', where('/customerEmail', String(waiting?.data.customerEmail)));
  expect(answer.instances).toBe(0);
  expect((await ids(mock)).length).toBe(12);
  await mock.reset();
  expect((await ids(mock)).length).toBe(11);
  expect(await ids(mock)).not.toContain(waiting?.id);
});

test('one of the fixtures goes for good from the world, which says that new ones begin with it', async () => {
  const folder = scratchFolder();
  let mock = await createMock({ seed: 42, data: folder });
  const other = mock.world('other');
  await call(mock, 'PUT', '/__admin/worlds/other');
  const id = '24cb4216-83a4-4782-84cb-d702b54b9b7d';
  expect(await call(mock, 'DELETE', where('/customerEmail', 'alice@example.com'))).toMatchObject({
    instances: 1,
    fixtures: [id],
  });
  const gone = async () => !(await ids(mock)).includes(id);
  expect(await gone()).toBe(true);
  await mock.reset();
  expect(await gone()).toBe(true);
  await mock.close();
  mock = await createMock({ seed: 42, data: folder });
  expect(await gone()).toBe(true);
  expect((await mock.world('other').instances.list()).some((one) => one.id === id)).toBe(true);
  expect(await call(mock, 'DELETE', `${where('/customerEmail', 'alice@example.com')}&world=*`)).toMatchObject(
    {
      instances: 1,
    },
  );
  expect((await mock.world('other').instances.list()).some((one) => one.id === id)).toBe(false);
  expect(other.name).toBe('other');
  await mock.close();
});

test('one goes by id, and who waits for it is told that it is gone', async () => {
  await using mock = await createMock({ seed: 42 });
  const id = 'inst_xyz789';
  const waiting = call(mock, 'GET', `/__admin/instances/${id}?state=completed`);
  expect(await call(mock, 'DELETE', `/__admin/instances/${id}`)).toMatchObject({ status: 200, instances: 1 });
  expect((await waiting).status).toBeGreaterThanOrEqual(400);
  expect((await call(mock, 'GET', `/__admin/instances/${id}`)).status).toBe(404);
  expect((await call(mock, 'DELETE', `/__admin/instances/${id}`)).status).toBe(404);
  expect((await mock.instances.count({ api: 'apptor' })).total).toBe(
    (await mock.instances.list({ api: 'apptor' })).length,
  );
});

test('what was told of it to those who listen is forgotten, and that it went is told', async () => {
  await using mock = await createMock({ seed: 42 });
  const stream = async (after?: string): Promise<string> => {
    const ending = new AbortController();
    const answer = await fetch(`${mock.url}/__admin/events${after ? `?after=${after}` : ''}`, {
      signal: ending.signal,
    });
    setTimeout(() => ending.abort(), 300);
    let text = '';
    try {
      for await (const chunk of answer.body ?? []) text += Buffer.from(chunk).toString();
    } catch {
      // It was ended.
    }
    return text;
  };
  const first = stream();
  await call(mock, 'POST', '/__admin/clock/freeze');
  await fetch(`${mock.url}/process/instance/inst_xyz789`, { headers: { 'x-api-key': 'apk_demo_secret' } });
  const [, id] = /id: (\S+)/.exec(await first) ?? [];
  expect(await stream(id)).toContain('inst_xyz789');
  await call(mock, 'DELETE', '/__admin/instances/inst_xyz789');
  const after = await stream(id);
  expect(after).toContain('event: missed');
  expect(after.match(/inst_xyz789/g)?.length).toBe(1);
  expect(after).toContain('"removed":true');
});

test.each([
  ['/__admin/instances', 'Say which'],
  ['/__admin/instances?where=customerEmail=x', 'Say which'],
  ['/__admin/instances?where=/a=b&world=other', '"*" for all worlds'],
  ['/__admin/instances?were=/a=b', 'no parameter "were"'],
])('DELETE %s is refused, and removes nothing', async (path, reason) => {
  await using mock = await createMock({ seed: 42 });
  const before = await ids(mock);
  expect(await call(mock, 'DELETE', path)).toMatchObject({
    status: 400,
    detail: expect.stringContaining(reason),
  });
  expect(await ids(mock)).toEqual(before);
});

test('a snapshot that cannot be read is named, and the command ends with 1', async () => {
  const folder = scratchFolder();
  const mock = await createMock({ seed: 42, story: 'loans:3', data: folder });
  const [first] = await mock.instances.list();
  await mock.snapshots.save('fine');
  await mock.close();
  writeFileSync(join(folder, 'snapshots', 'torn.json'), '{"format": 1,');
  const email = first?.data.customerEmail;
  const said = await command('instances', 'delete', '--where', `/customerEmail=${email}`, '--into', folder);
  expect([said.code, said.out]).toEqual([1, expect.stringContaining('removed 1 instances')]);
  expect(said.out).toContain('1 of snapshot fine');
  expect(said.out).toContain('not looked into: snapshot torn');
  const nobody = await command('instances', 'delete', '--where', '/customerEmail=nobody', '--into', folder);
  expect(nobody.out).toContain('nothing has that');
  const after = await command('snapshot', 'list', '--into', folder);
  expect(after.err).toContain('torn');
});
