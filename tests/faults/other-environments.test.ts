// What other people's machines do: folders that cannot be made, that are gone, or are somebody else's; odd requests.
import { spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { boundedJson } from '../../mock-server/doctor/examination/bounded-json.ts';
import { createMock, type Mock } from '../../mock-server/in-process/create-mock.ts';
import { FolderLock } from '../../mock-server/store/file/folder/lock.ts';
import { command, ran, served } from '../served.ts';
import { bearer } from '../stories/jwt.ts';
import { get, RawConnection } from './raw.ts';

const base = mkdtempSync(join(tmpdir(), 'flowx-mock-elsewhere-'));
let mock: Mock;
beforeAll(async () => {
  mock = await createMock();
});
afterAll(async () => {
  await mock.close();
  rmSync(base, { recursive: true, force: true });
});

const RUN = '/process/instance/inst_xyz789';
const KEY = { 'x-api-key': 'apk_demo_secret' };

test('a data folder that cannot be made is refused, and nothing spins', async () => {
  const { code, stderr } = await ran(['serve', '--port', '0', '--data', '/proc/x/y']);
  expect([code, stderr]).toEqual([2, expect.stringContaining('/proc/x')]);
});

test('a working folder that was deleted is told', () => {
  const gone = mkdtempSync(join(base, 'gone-'));
  const script = 'cd "$0" && rmdir "$0" && exec "$@"';
  const { status, stderr } = spawnSync('sh', ['-c', script, gone, process.execPath, command, 'doctor']);
  expect([status, String(stderr)]).toEqual([2, expect.stringContaining('was deleted; change to one')]);
});

test.each(['EIO', 'ENOSYS', 'EAFNOSUPPORT', 'ENOTSUP'])(
  'a file system that answers %s to sockets is served without a lock, and that is told',
  async (code) => {
    const preload = join(base, `no-sockets-${code}.cjs`);
    writeFileSync(
      preload,
      `const { Server } = require('node:net');
const { listen } = Server.prototype;
Server.prototype.listen = function (...given) {
  if (typeof given[0] !== 'string') return listen.apply(this, given);
  process.nextTick(() => this.emit('error', Object.assign(new Error('listen ${code}'), { code: '${code}' })));
  return this;
};`,
    );
    const data = join(base, `no-sockets-${code}`);
    const server = await served(['--data', data], { env: { NODE_OPTIONS: `--require ${preload}` } });
    try {
      expect((await fetch(server.url + RUN, { headers: KEY })).status).toBe(200);
      expect(server.talk()).toContain(`${data} cannot be locked, its file system has no sockets`);
    } finally {
      expect(await server.end()).toBe(0);
    }
  },
);

test('the lock of another user is told as that, with file, owner and what to do', async () => {
  const folder = join(base, 'theirs');
  mkdirSync(folder);
  await (await FolderLock.take(folder)).release();
  const lock = join(folder, 'lock-1.sock');
  chmodSync(lock, 0);
  for (const path of [base, folder]) chmodSync(path, 0o777);
  const root = process.getuid?.() === 0;
  const { code, stderr } = await ran(['serve', '--port', '0', '--data', folder], root ? { uid: 65_534 } : {});
  expect(code).toBe(2);
  expect(stderr).toContain(`${lock} is the lock of a process of user ${process.getuid?.()}`);
  expect(stderr).toContain('remove the file');
});

test('an answer of a stranger that is longer than any of ours is not read to its end', async () => {
  let sent = 0;
  const server = createServer((_, res) => {
    const more = (): void => {
      sent += 65_536;
      if (!res.destroyed && res.write('x'.repeat(65_536))) setImmediate(more);
      else res.once('drain', more);
    };
    more();
  }).listen(0);
  const { port } = server.address() as AddressInfo;
  const answer = await fetch(`http://127.0.0.1:${port}`);
  await expect(boundedJson(answer, 1024 * 1024)).rejects.toThrow('longer than');
  expect(sent).toBeLessThan(64 * 1024 * 1024);
  server.closeAllConnections();
  server.close();
});

test('of more than a thousand headers none is dropped', async () => {
  const port = Number(new URL(mock.url).port);
  const many = Array.from({ length: 2300 }, (_, index) => `a${index % 10}:\r\n`).join('');
  const bytes = String(get(RUN, { ...KEY, Authorization: '' })).replace(/x-api-key/i, `${many}x-api-key`);
  const connection = new RawConnection(port).send(bytes);
  expect((await connection.answer()).status).toBe(200);
  connection.socket.destroy();
});

test('headers that are too long are refused with 431, readable by pages, and noted in the journal', async () => {
  const port = Number(new URL(mock.url).port);
  const origin = 'http://app.example';
  const connection = new RawConnection(port).send(
    get(`${RUN}?token=secret-canary`, { origin, long: 'x'.repeat(20_000) }),
  );
  const { status, headers } = await connection.answer();
  expect([status, headers['access-control-allow-origin']]).toEqual([431, origin]);
  const [entry] = await mock.requests.find({ status: 431 });
  expect(entry).toMatchObject({
    method: 'GET',
    url: RUN,
    api: 'apptor',
    refusal: { name: 'headers-too-large' },
  });
  expect(JSON.stringify(entry)).not.toContain('canary');
});

test('a clock that is a few seconds ahead is no reason to refuse a token', async () => {
  const now = Math.floor(Date.now() / 1000);
  const status = async (nbf: number): Promise<number> =>
    (await fetch(mock.url + RUN, { headers: { authorization: bearer({ nbf }) } })).status;
  expect(await status(now + 3)).toBe(200);
  expect(await status(now + 60)).toBe(401);
});

test('x-gzip is gzip', async () => {
  const answer = await fetch(`${mock.url}/process/exec`, {
    method: 'POST',
    headers: { ...KEY, 'content-type': 'application/json', 'content-encoding': 'x-gzip' },
    body: gzipSync('{"processId":"quick-flow"}'),
  });
  expect(answer.status).toBe(200);
});
