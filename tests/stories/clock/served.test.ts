// What only a process of its own can show: restarts, and stopping while somebody waits.
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { Client, sure } from '../../client.ts';
import { scratchFolder } from '../../own-fixtures.ts';
import { served } from '../../served.ts';

test('clocks, instances, ids and worlds made by name are there again after a restart', async () => {
  const data = join(scratchFolder(), 'data');
  const before = await served(['--data', data, '--seed', 'kept']);
  const [frozen, moved] = ['frozen', 'moved'].map((name) => new Client(before.url).world(name));
  if (!frozen || !moved) throw new Error('two worlds');
  sure(await new Client(before.url).admin('PUT', '/worlds/frozen'), 201);
  await frozen.freeze();
  const now = await frozen.advance('P400D');
  const id = await frozen.start('customer_onboarding');
  await frozen.advance('PT2S');
  await moved.advance('P10D');
  expect(await before.end()).toBe(0);

  const after = await served(['--data', data, '--seed', 'another']);
  try {
    const client = new Client(after.url);
    const { items } = sure(await client.admin('GET', '/worlds')).body;
    const told = items.map(
      ({ name, kept, seed, clock }: Record<string, unknown> & { clock: { mode: string } }) => [
        name,
        kept,
        seed,
        clock.mode,
      ],
    );
    expect(told).toEqual([
      ['default', false, expect.any(String), 'running'],
      ['frozen', true, 'kept', 'frozen'],
      ['moved', false, 'kept', 'running'],
    ]);
    const again = client.world('frozen');
    expect((await again.admin('GET', '/clock')).body).toEqual({
      now: new Date(Date.parse(now) + 2000).toISOString(),
      mode: 'frozen',
    });
    expect(await again.state(id)).toBe('checks');
    await again.advance('PT1S');
    expect(await again.state(id)).toBe('decision');
    expect(await again.start('quick_check')).not.toBe(id);
    const ahead = Date.parse((await client.world('moved').admin('GET', '/clock')).body.now) - Date.now();
    expect(Math.round(ahead / 86_400_000)).toBe(10);
  } finally {
    await after.end();
  }
}, 60_000);

test('a server that is stopped answers those who wait, and does not wait with them', async () => {
  const server = await served(['--ephemeral']);
  const client = new Client(server.url);
  const id = await client.run('your-flow-uuid');
  const waiting = [
    client.look(id, { headers: { Prefer: 'wait=300' } }),
    client.admin('GET', `/instances/${id}?state=completed`, { headers: { Prefer: 'wait=300' } }),
  ].map((one) => one.then(({ status }) => status));
  await client.admin('GET', '/health');
  expect(await server.end()).toBe(0);
  expect(await Promise.all(waiting)).toEqual([503, 503]);
  expect(server.talk()).not.toMatch(/mock-defect|Error/);
}, 60_000);
