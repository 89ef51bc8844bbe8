import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  chownSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from '@jest/globals';
import { ran, served } from '../served.ts';
import { until } from '../until.ts';
import { health, look, missing, start } from './writers.ts';

const base = mkdtempSync(join(tmpdir(), 'flowx-mock-full-'));
const mounted: string[] = [];
afterAll(() => {
  for (const path of mounted) spawnSync('umount', [path]);
  rmSync(base, { recursive: true, force: true });
});

const done = (command: string, args: string[]): boolean => spawnSync(command, args).status === 0;

/** A folder of a disk with two megabytes, where this user may mount one. */
function smallDisk(name: string): string | undefined {
  const path = join(base, name);
  mkdirSync(path);
  if (!done('mount', ['-t', 'tmpfs', '-o', 'size=2m', 'tmpfs', path])) return undefined;
  mounted.push(path);
  return path;
}

/** Starts runs until one is refused; gives those that were acknowledged, and the refusal. */
async function fillUp(url: string) {
  const ids: string[] = [];
  for (;;) {
    const all = await Promise.all(Array.from({ length: 8 }, () => start(url, { text: 'x'.repeat(3000) })));
    ids.push(...all.filter(({ status }) => status === 200).map(({ id }) => id));
    const refused = all.find(({ status }) => status !== 200);
    if (refused) return { ids, refused };
    if (ids.length > 5000) throw new Error('the disk never got full');
  }
}

/** What holds on a full disk, whichever way it is full. */
async function refusesAndReads(url: string, reason: RegExp): Promise<string[]> {
  const { ids, refused } = await fillUp(url);
  expect(ids.length).toBeGreaterThan(0);
  expect(refused.body).toMatchObject({ status: 507, path: '/process/exec' });
  expect(String(refused.body.message)).toMatch(reason);
  expect(await missing(url, ids)).toEqual([]);
  expect(await health(url)).toMatchObject({ status: 'degraded', reason: expect.stringMatching(reason) });
  const flowx = await fetch(
    `${url}/api/runtime/wks/2ae77b6a-d284-4a0b-ab23-ceaa364c7122/app/dbe0ab87-539b-4015-962d-6e73226b9e58/process-name/quick_check/start`,
    {
      method: 'POST',
      headers: { Authorization: 'Bearer x', 'Content-Type': 'application/json' },
      body: '{}',
    },
  );
  expect(flowx.status).toBe(507);
  expect(await flowx.json()).toMatchObject({ status: 507, errorKey: 'error.http.507' });
  const reset = await fetch(`${url}/__admin/reset`, { method: 'POST' });
  expect(reset.status).toBe(507);
  expect(reset.headers.get('content-type')).toContain('application/problem+json');
  const room = await fetch(`${url}/process/exec`, { method: 'POST', headers: { 'X-Mock-World': 'another' } });
  expect(room.status).toBe(401);
  return ids;
}

describe('where files may not grow any more', () => {
  const folder = join(base, 'limited');

  test('starts are refused with 507, reads go on, and the next start has what was acknowledged', async () => {
    const limited = await served(['--data', folder], { fileBlocks: 200 });
    const ids = await refusesAndReads(limited.url, /EFBIG/);
    expect(limited.talk()).toContain('nothing can be stored any more: EFBIG');
    await limited.end();
    const free = await served(['--data', folder]);
    expect(await missing(free.url, ids)).toEqual([]);
    expect((await start(free.url)).status).toBe(200);
    await free.end();
  });

  test('once they may, it recovers by itself', async () => {
    const own = join(base, 'lifted');
    const limited = await served(['--data', own], { fileBlocks: 200 });
    const { ids } = await fillUp(limited.url);
    const { pid } = limited.process;
    if (done('prlimit', [`--pid=${pid}`, '--fsize=unlimited'])) {
      await until(async () => (await health(limited.url)).status === 'ok');
      const { status, id } = await start(limited.url);
      expect(status).toBe(200);
      ids.push(id);
    }
    await limited.end('SIGKILL');
    const free = await served(['--data', own]);
    expect(await missing(free.url, ids)).toEqual([]);
    await free.end();
  });
});

test('on a disk that is full and gets room again, nothing acknowledged is lost, killed or not', async () => {
  const disk = smallDisk('disk');
  if (disk === undefined) return; // Only some may mount; the tests above need nobody's leave.
  const folder = join(disk, 'data');
  const ballast = join(disk, 'ballast');
  // What it makes room for is enough for the image, too.
  writeFileSync(ballast, Buffer.alloc(1_400_000));
  const server = await served(['--data', folder]);
  const ids = await refusesAndReads(server.url, /ENOSPC/);
  rmSync(ballast);
  await until(async () => (await health(server.url)).status === 'ok');
  const later = await start(server.url);
  expect(later.status).toBe(200);
  await server.end('SIGKILL');
  const again = await served(['--data', folder]);
  expect(await missing(again.url, [...ids, later.id])).toEqual([]);
  await again.end();
});

/** Whoever may write everything tries as somebody else. */
const nobody = process.getuid?.() === 0 ? 65534 : undefined;

function folderOfNobody(name: string): string {
  const folder = join(base, name);
  mkdirSync(folder);
  chmodSync(base, 0o755);
  if (nobody !== undefined) chownSync(folder, nobody, nobody);
  return folder;
}

test('a folder that becomes read-only loses nothing, and its image follows when it can be written again', async () => {
  const folder = folderOfNobody('turned');
  const server = await served(['--data', folder], { uid: nobody, cwd: base });
  chmodSync(folder, 0o555);
  const { id, status } = await start(server.url);
  // The log is open and can still be written; only new files cannot be made.
  expect(status).toBe(200);
  await until(() => server.talk().includes('could not be brought up to date'));
  expect(await look(server.url, id)).toBe(200);
  chmodSync(folder, 0o755);
  await until(() =>
    readdirSync(folder).some(
      (name) => name.endsWith('.jsonl') && readFileSync(join(folder, name), 'utf8').includes(id),
    ),
  );
  await server.end('SIGKILL');
  const again = await served(['--data', folder]);
  expect(await look(again.url, id)).toBe(200);
  await again.end();
});

test('a folder that may not be written stops the start, and is left as it is', async () => {
  const folder = folderOfNobody('not-mine');
  chmodSync(folder, 0o555);
  const { code, stderr } = await ran(['serve', '--port', '0', '--data', folder], { uid: nobody, cwd: base });
  chmodSync(folder, 0o755);
  expect(code).toBe(2);
  expect(stderr).toContain(`${folder} cannot be used: it cannot be locked: `);
  expect(stderr).toMatch(/EACCES|permission/);
});
