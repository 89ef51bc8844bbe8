// What the control plane refuses because it cannot be stored has not happened: neither a move of the clock nor a reset.
import { mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { type Served, served } from '../served.ts';
import { until } from '../until.ts';
import { health, look, start } from './writers.ts';

const base = mkdtempSync(join(tmpdir(), 'flowx-mock-refused-'));
const data = join(base, 'data');
let server: Served;
beforeAll(async () => {
  server = await served(['--data', data]);
});
afterAll(async () => {
  await server.end('SIGKILL');
  rmSync(base, { recursive: true, force: true });
});

/** While it lasts nothing can be stored. */
async function withoutFolder(work: () => Promise<void>): Promise<void> {
  renameSync(data, `${data}-away`);
  writeFileSync(data, 'in the way');
  try {
    await work();
  } finally {
    rmSync(data);
    renameSync(`${data}-away`, data);
  }
  await until(async () => (await health(server.url)).status === 'ok');
}

interface Said {
  now: string;
  items: unknown[];
}

async function admin(method: string, path: string, body?: unknown): Promise<{ status: number; body: Said }> {
  const answer = await fetch(`${server.url}/__admin${path}`, {
    method,
    ...(body !== undefined && {
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify(body),
    }),
  });
  const text = await answer.text();
  return { status: answer.status, body: text === '' ? {} : JSON.parse(text) };
}

test('a clock that could not be kept where it was moved has not moved, and a retry moves it once', async () => {
  const { body: before } = await admin('POST', '/clock/freeze');
  await withoutFolder(async () => {
    const moves = [
      admin('POST', '/clock/advance', { by: 'PT2H' }),
      admin('POST', '/clock/run'),
      admin('POST', '/clock/advance', { by: 'PT3H' }),
    ];
    for (const { status } of await Promise.all(moves)) expect(status).toBe(507);
    expect((await admin('GET', '/clock')).body).toEqual(before);
  });
  const { status, body } = await admin('POST', '/clock/advance', { by: 'PT2H' });
  expect(status).toBe(200);
  expect(body).toEqual({ now: expect.any(String), mode: 'frozen' });
  expect(Date.parse(body.now) - Date.parse(before.now)).toBe(2 * 3_600_000);
});

test('nor has one that was to jump to what an instance waits for', async () => {
  const { body: before } = await admin('POST', '/clock/freeze');
  const flow = await fetch(`${server.url}/process/exec`, {
    method: 'POST',
    headers: { 'X-API-Key': 'apk_demo_secret', 'Content-Type': 'application/json' },
    body: '{"processId":"quick-flow"}',
  });
  const { processInstanceId } = (await flow.json()) as { processInstanceId: string };
  await withoutFolder(async () => {
    const path = `${server.url}/__admin/instances/${processInstanceId}?state=completed&skip=true`;
    const answer = await fetch(path, { headers: { Prefer: 'wait=2' } });
    expect(answer.status).toBe(507);
    expect((await admin('GET', '/clock')).body).toEqual(before);
  });
});

test('a world that could not be reset or deleted is as it was', async () => {
  const world = `${server.url}/@mine`;
  await admin('PUT', '/worlds/mine');
  const { id } = await start(world);
  const faults = [{ operationId: 'getInstance', code: 503, times: 1 }];
  const put = await fetch(`${world}/__admin/faults`, {
    method: 'PUT',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify(faults),
  });
  expect(put.status).toBe(200);
  await withoutFolder(async () => {
    expect((await fetch(`${world}/__admin/reset`, { method: 'POST' })).status).toBe(507);
    expect((await admin('DELETE', '/worlds/mine')).status).toBe(507);
    const { body } = await admin('GET', '/worlds');
    expect(body.items).toContainEqual(expect.objectContaining({ name: 'mine', kept: true }));
    expect(await (await fetch(`${world}/__admin/faults`)).json()).toMatchObject(faults);
    const journal = (await (await fetch(`${world}/__admin/requests`)).json()) as {
      items: { operationId: string }[];
    };
    expect(journal.items.map(({ operationId }) => operationId)).toContain('executeWorkflow');
  });
  // It is written again, as the same world.
  const later = await start(world);
  expect(later.status).toBe(200);
  expect(later.id).not.toBe(id);
  expect([await look(world, id), await look(world, id)]).toEqual([503, 200]);
  expect((await fetch(`${world}/__admin/reset`, { method: 'POST' })).status).toBe(204);
  expect(await look(world, id)).toBe(404);
  const { body } = await admin('GET', '/worlds');
  expect(body.items).toContainEqual(expect.objectContaining({ name: 'mine', kept: true }));
});
