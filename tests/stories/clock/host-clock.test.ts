// A host whose clock is set back and forth, processes that end, clocks that are moved, worlds that begin anew: what
// happened to an instance never lies before what happened before it.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import request from 'supertest';
import { openStore } from '../../../mock-server/store/open-store.ts';
import { full } from '../../full.ts';
import { type InProcess, inProcess, NOON } from '../../in-process.ts';
import { execute } from '../apptor/calls.ts';

const HOUR = 3_600_000;

const step = fc.oneof(
  fc.record({ shift: fc.constantFrom(-HOUR, -60_000, -1, 500, 2000, 60_000, HOUR) }),
  fc.constant({ start: true }),
  fc.constant({ look: true }),
  fc.record({ restart: fc.constantFrom(undefined, '-P21D', '2027-01-01T00:00:00Z') }),
  fc.record({ move: fc.constantFrom('freeze', 'run', 'PT1S', 'P1D') }),
  fc.constant({ reset: true }),
);

/** A stand-in over a folder, whose host has a clock that somebody sets. */
class Host {
  readonly folder = mkdtempSync(join(tmpdir(), 'flowx-mock-host-'));
  time = NOON;
  mock: InProcess | undefined;
  #close: () => Promise<void> = async () => {};

  async boot(begin?: string): Promise<void> {
    await this.#close();
    const store = await openStore(`file:${this.folder}`, { durability: 'none', tell: () => {} });
    this.#close = () => store.close();
    const given = { store, seed: 'host', now: this.time, reuse: true };
    this.mock = await inProcess(begin === undefined ? given : { ...given, begin });
  }

  get app() {
    if (!this.mock) throw new Error('not booted');
    this.mock.time.now = this.time;
    return this.mock.app;
  }

  async end(): Promise<void> {
    await this.#close();
    rmSync(this.folder, { recursive: true, force: true });
  }
}

async function play(host: Host, one: Record<string, unknown>): Promise<void> {
  if (typeof one.shift === 'number') host.time += one.shift;
  if (one.start) expect((await execute(host.app, 'quick-flow')).status).toBe(200);
  if ('restart' in one) await host.boot(one.restart as string | undefined);
  if (one.reset) await request(host.app).post('/__admin/reset');
  if (typeof one.move !== 'string') return;
  const by = one.move.startsWith('P');
  const path = by ? 'advance' : one.move;
  await request(host.app)
    .post(`/__admin/clock/${path}`)
    .send(by ? { by: one.move } : undefined);
}

test('no timeline goes back, and no world either while its process lives', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 3, maxLength: 14 }), async (steps) => {
      const host = new Host();
      try {
        await host.boot();
        let last = 0;
        for (const one of steps as Record<string, unknown>[]) {
          await play(host, one);
          const { now } = (await request(host.app).get('/__admin/clock')).body;
          if ('restart' in one || 'reset' in one) last = 0;
          expect(Date.parse(now)).toBeGreaterThanOrEqual(last);
          last = Date.parse(now);
          const { items } = (await request(host.app).get('/__admin/instances?process=quick-flow')).body;
          for (const { startedAt, endedAt, timeline } of items) {
            const moments = timeline.map(({ at }: { at: string }) => at);
            expect(moments).toEqual([...moments].sort());
            expect([startedAt, endedAt ?? now]).toEqual([startedAt, endedAt ?? now].sort());
            expect(moments.at(-1) <= now).toBe(true);
          }
        }
      } finally {
        await host.end();
      }
    }),
    { numRuns: full ? 60 : 6 },
  );
});

test('a folder written under one beginning and opened under another goes on where it was', async () => {
  const host = new Host();
  try {
    await host.boot('-P21D');
    const { body } = await execute(host.app);
    host.time += 5000;
    await host.boot();
    const { now } = (await request(host.app).get('/__admin/clock')).body;
    expect(Date.parse(now)).toBe(NOON - 21 * 24 * HOUR + 5000);
    const instance = (await request(host.app).get(`/__admin/instances/${body.processInstanceId}`)).body;
    expect(instance.endedAt).toBeUndefined();
    await host.boot('2031-01-01T00:00:00Z');
    expect((await request(host.app).get('/__admin/clock')).body.now).toBe(now);
    expect((await request(host.app).get('/@new/__admin/clock')).body.now).toBe('2031-01-01T00:00:00.000Z');
  } finally {
    await host.end();
  }
});
