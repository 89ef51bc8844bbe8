// A snapshot as fixtures of one's own, without what is nobody's business.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { run } from '../../../mock-server/cli/program.ts';
import { createMock, type Mock } from '../../../mock-server/in-process/create-mock.ts';
import { ownFixtures, scratchFolder } from '../../own-fixtures.ts';

let mock: Mock;
beforeAll(async () => {
  mock = await createMock({ seed: 42, now: '2026-11-24T10:00:00Z', story: 'loans:5' });
  await mock.seed({ story: 'support', count: 5 });
  await mock.instances.send(String((await mock.instances.list({ state: 'underwriting' }))[0]?.id), {
    type: 'DECLINE',
    data: { leading: '0123', clock: '10:15', word: 'no', note: 'called Hedwig Kießling' },
  });
  await mock.clock.freeze();
  await mock.snapshots.save('demo');
});
afterAll(() => mock.close());

async function command(...argv: string[]): Promise<{ code: number; out: string; err: string }> {
  const [stdout, stderr] = [new PassThrough(), new PassThrough()];
  const { signal } = new AbortController();
  const all = ['snapshot', 'export', ...argv, '--from', mock.url];
  const code = await run(all, { env: {}, stdin: process.stdin, stdout, stderr, signal });
  return { code, out: String(stdout.read() ?? ''), err: String(stderr.read() ?? '') };
}

const shown = async (of: Mock) =>
  (await of.instances.list())
    .map(({ id, api, process, state, data, startedAt, endedAt, key }) => ({
      id,
      api,
      process,
      state,
      data,
      startedAt,
      endedAt,
      key,
    }))
    .sort((a, b) => (a.id < b.id ? -1 : 1));

test('what was exported is a world with the same instances, in the same states', async () => {
  const fixtures = ownFixtures({});
  expect((await command('demo', '--to', fixtures)).err).toContain('already there');
  const { code, out } = await command('demo', '--to', fixtures, '--force');
  expect([code, out]).toEqual([
    0,
    expect.stringContaining(`wrote ${join(fixtures, 'flowx', 'instances.yaml')}: 5 instances`),
  ]);
  await using other = await createMock({ fixtures, now: '2026-11-24T10:05:00Z' });
  await other.clock.freeze();
  expect(await shown(other)).toEqual(await shown(mock));
});

test('what is to be redacted stands nowhere, and the rest is as it was', async () => {
  const to = scratchFolder();
  const redact = ['/customerName', '/customerEmail', '/phone', '/birthDate', '/address'].flatMap((one) => [
    '--redact',
    one,
  ]);
  expect((await command('demo', '--to', to, ...redact)).code).toBe(0);
  const text = readFileSync(join(to, 'flowx', 'instances.yaml'), 'utf8');
  for (const { data } of await mock.instances.list({ api: 'flowx' })) {
    const { customerName, customerEmail, phone, address } = data as Record<string, string>;
    for (const secret of [customerName, customerEmail, phone, ...Object.values(address ?? {})])
      if (String(secret).length > 3) expect(text).not.toContain(String(secret));
    expect(text).toContain(String(data.loanAmount));
  }
  expect(text).toMatch(/customerEmail: redacted-\d+@example\.com/);
  expect(text).toContain('birthDate: 1970-01-01');
  expect(text).toMatch(/note: called redacted-\d+/);
});

test.each([
  [['demo'], 2, '--to DIR'],
  [['demo', '--to', '/tmp/nowhere', '--redact', '/custmerName'], 2, 'no instance of demo has /custmerName'],
  [['demo', '--to', '/tmp/nowhere', '--redact', 'phone'], 2, 'takes pointers into the data'],
  [['nothing', '--to', '/tmp/nowhere'], 2, 'no snapshot nothing'],
])('%j is refused, and writes nothing', async (argv, code, text) => {
  const said = await command(...argv);
  expect([said.code, said.err]).toEqual([code, expect.stringContaining(text)]);
});
