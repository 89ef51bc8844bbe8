// doctor: clocks that stand, and clocks that are far off.
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { Client } from '../../client.ts';
import { type Listening, listening } from '../../listening.ts';
import { NOTHING_KEPT, visit } from './visit.ts';

let mock: Listening;
let client: Client;
beforeEach(async () => {
  mock = await listening({ now: Date.now() });
  client = new Client(mock.url);
});
afterEach(() => mock.close());

test('frozen-clock: only where somebody waits for time to pass', async () => {
  const alice = client.world('alice');
  await alice.freeze();
  expect(await visit([...NOTHING_KEPT, mock.url])).toMatchObject({ code: 0, found: {} });
  await client.run('quick-flow');
  expect((await visit([...NOTHING_KEPT, mock.url])).code).toBe(0);
  await alice.run('quick-flow');
  const { code, found } = await visit([...NOTHING_KEPT, mock.url]);
  expect([code, Object.keys(found)]).toEqual([1, ['frozen-clock']]);
  expect(found['frozen-clock']).toEqual([
    expect.objectContaining({
      what: expect.stringContaining('The clock of world alice stands still'),
      mend: expect.stringContaining('/@alice/__admin/clock/run'),
    }),
  ]);
});

test('clock-off: a world that is days ahead, and not one that is a minute ahead', async () => {
  await client.advance('PT1M');
  expect((await visit([...NOTHING_KEPT, mock.url])).code).toBe(0);
  await client.advance('P2DT3H');
  const { code, found } = await visit([...NOTHING_KEPT, mock.url]);
  expect(code).toBe(1);
  expect(found['clock-off']?.[0]?.what).toMatch(
    /^The clock of world default is 2 d 3 h( \d min)? ahead of that/,
  );
});

test("clock-off: the stand-in's machine has another time", async () => {
  const health = { status: 'ok', version: '0', store: 'memory' };
  const slow = createServer(({ url }, res) => {
    if (url !== '/__admin/health') res.statusCode = 404;
    res.sendDate = false;
    res.setHeader('Date', new Date(Date.now() - 600_000).toUTCString()).end(JSON.stringify(health));
  });
  await once(slow.listen(0, '127.0.0.1'), 'listening');
  const { found } = await visit([
    ...NOTHING_KEPT,
    `http://127.0.0.1:${(slow.address() as AddressInfo).port}`,
  ]);
  slow.close();
  slow.closeAllConnections();
  expect(found['clock-off']?.[0]?.what).toBe(
    "The machine of the stand-in has a clock that is 10 min behind this machine's",
  );
});
