// Troubles that have a name.
import { beforeEach, expect, test } from '@jest/globals';
import { type Client, sure } from '../../client.ts';
import { list, put, statuses } from './fault-calls.ts';
import { worldOfTest } from './world-of-test.ts';

const worldNamed = worldOfTest();
let world: Client;
beforeEach(() => {
  world = worldNamed();
});

test.each(['flaky', 'slow', 'rate-limited', 'token-expired', 'maintenance', 'offline'])(
  'profile %s',
  async (profile) => {
    sure(await put(world, [{ profile, api: 'apptor', operationId: 'getInstance' }]));
    const count = profile === 'slow' ? 1 : 30;
    const seen = new Set(await statuses(count, () => world.look('inst_xyz789')));
    const expected: Record<string, number[]> = {
      slow: [200],
      'rate-limited': [429],
      'token-expired': [401],
      maintenance: [503],
      offline: [0],
    };
    if (profile === 'flaky') expect(seen.has(200) && seen.size > 1).toBe(true);
    else expect([...seen]).toEqual(expected[profile]);
    const [{ matched, fired }] = await list(world);
    expect(matched).toBe(count);
    expect(fired > 0).toBe(true);
    expect((await world.exec('quick-flow')).status).toBe(200);
  },
);

test('an expired token of FlowX says so in the words of OAuth; the limit of apptor flow in its documented body', async () => {
  sure(await put(world, [{ profile: 'token-expired', api: 'flowx' }, { profile: 'rate-limited' }]));
  const start = '/api/runtime/process-instance/24cb4216-83a4-4782-84cb-d702b54b9b7d/build/info';
  const expired = await world.call('GET', start, { headers: { Authorization: 'Bearer me' } });
  expect(expired.status).toBe(401);
  expect(expired.headers.get('www-authenticate')).toBe('Bearer error="invalid_token"');
  const limited = await world.look('inst_xyz789');
  expect(limited.headers.get('retry-after')).toBe('60');
  expect(limited.body).toMatchObject({ error: 'RATE_LIMIT_EXCEEDED', retryAfter: 60 });
});
