// Save, load, save: the same bytes, whatever is in the world; and what git makes of it.
import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { createMock, type Mock } from '../../../mock-server/in-process/create-mock.ts';
import { full } from '../../full.ts';
import { scratchFolder } from '../../own-fixtures.ts';

let mock: Mock;
let other: Mock;
beforeAll(async () => {
  mock = await createMock({ seed: 42, now: '2026-11-24T10:00:00Z', learn: true });
  other = await createMock({ seed: 'another', learn: true });
});
afterAll(async () => {
  await mock.close();
  await other.close();
});

async function put(url: string, body?: string): Promise<string> {
  const headers = { 'content-type': 'application/json' };
  const answer = await fetch(url, { method: 'PUT', ...(body !== undefined && { headers, body }) });
  expect([answer.status, await answer.text()]).toEqual([expect.any(Number), expect.any(String)]);
  return (await fetch(url)).text();
}

const key = fc.oneof(
  fc.constantFrom('a', '9', '10', 'B', '__proto__', 'constructor', 'ä', '\u{1F4A9}', '', 'a/b', 'a~b'),
  fc.string({ maxLength: 6 }),
);
const data = fc.dictionary(key, fc.jsonValue({ maxDepth: 3 }), { maxKeys: 4, noNullPrototype: true });
const step = fc.oneof(
  fc.record({
    do: fc.constant('start' as const),
    data,
    process: fc.constantFrom('quick_check', 'customer_onboarding', 'never heard of'),
  }),
  fc.record({
    do: fc.constant('seed' as const),
    story: fc.constantFrom('loans', 'support', 'onboarding'),
    count: fc.integer({ min: 1, max: 4 }),
  }),
  fc.record({ do: fc.constant('advance' as const), ms: fc.integer({ min: 0, max: 3e9 }) }),
  fc.record({ do: fc.constant('fault' as const), code: fc.constantFrom(409, 503) }),
  fc.record({ do: fc.constant('gone' as const) }),
);
type World = ReturnType<Mock['world']>;
type Step = typeof step extends fc.Arbitrary<infer One> ? One : never;

async function follow(world: World, one: Step): Promise<void> {
  if (one.do === 'seed') await world.seed({ story: one.story, count: one.count });
  else if (one.do === 'advance') await world.clock.advance(`PT${Math.floor(one.ms / 1000)}S`);
  else if (one.do === 'fault') await world.faults.set([{ operationId: 'startWorkflow', code: one.code }]);
  else if (one.do === 'gone') {
    const [first] = await world.instances.list();
    if (first) await fetch(`${world.url}/__admin/instances/${first.id}`, { method: 'DELETE' });
  } else
    await fetch(
      `${world.url}/api/runtime/wks/2ae77b6a-d284-4a0b-ab23-ceaa364c7122/process/${encodeURIComponent(one.process)}/start`,
      {
        method: 'POST',
        headers: { authorization: 'Bearer x', 'flowx-platform': 'web', 'content-type': 'application/json' },
        body: JSON.stringify(one.data),
      },
    );
}

let count = 0;
test('random worlds are the same bytes when they were saved, loaded and saved again, here and elsewhere', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 8 }), fc.boolean(), async (steps, frozen) => {
      count += 1;
      const world = mock.world(`w${count}`);
      for (const one of steps) await follow(world, one);
      await world.clock.freeze();
      if (!frozen) await world.clock.run();
      const first = await put(`${world.url}/__admin/snapshots/first`);
      if (frozen) expect(await put(`${world.url}/__admin/snapshots/again`)).toBe(first);
      const there = `${other.url}/@w${count}/__admin`;
      expect(await put(`${there}/snapshots/theirs`, first)).toBe(first);
      for (const [base, name] of [
        [`${world.url}/__admin`, 'first'],
        [there, 'theirs'],
      ]) {
        const load = await fetch(`${base}/snapshots/${name}/load`, { method: 'POST' });
        expect([load.status, await load.text()]).toEqual([200, expect.any(String)]);
        const saved = await put(`${base}/snapshots/after`);
        // A clock that goes has gone on; all else is as it was.
        const steady = (text: string): string => (frozen ? text : text.replace(/"now":"[^"]+"/, ''));
        expect(steady(saved)).toBe(steady(first));
      }
      await world.delete();
      await other.world(`w${count}`).delete();
    }),
    { numRuns: full ? 200 : 6, seed: full ? undefined : 4711 } as fc.Parameters<unknown>,
  );
});

test('git merges what two branches changed, and says where both changed the same', async () => {
  const folder = scratchFolder();
  const git = (...args: string[]): string =>
    execFileSync('git', ['-c', 'user.name=a', '-c', 'user.email=a@example.com', ...args], {
      cwd: folder,
      stdio: 'pipe',
    }).toString();
  git('init', '-q', '-b', 'main');
  mkdirSync(join(folder, 'snapshots'));
  const path = join(folder, 'snapshots', 'demo.json');
  const world = mock.world('git');
  await world.seed({ story: 'loans', count: 10 });
  await world.clock.freeze();
  const save = async (from: World, text: string): Promise<void> => {
    await from.clock.freeze();
    writeFileSync(path, await put(`${from.url}/__admin/snapshots/git`));
    git('add', '.');
    git('commit', '-qm', text);
  };
  await save(world, 'demo');
  const text = readFileSync(path, 'utf8');
  const branch = async (name: string, change: (copy: World) => Promise<unknown>): Promise<void> => {
    git('checkout', '-q', 'main');
    git('checkout', '-q', '-b', name);
    const copy = mock.world(`git-${name}`);
    await put(`${copy.url}/__admin/snapshots/git`, text);
    await copy.snapshots.load('git');
    await change(copy);
    await save(copy, name);
  };
  const waiting = (await world.instances.list({ process: 'consumer_loan' })).filter(
    ({ state }) => state === 'underwriting' || state === 'offer',
  );
  expect(waiting.length).toBeGreaterThanOrEqual(2);
  const decline = (index: number) => (copy: World) =>
    copy.instances.send(String(waiting[index]?.id), 'WITHDRAW');
  await branch('first', decline(0));
  await branch('second', decline(1));
  git('merge', '-q', '--no-edit', 'first');
  const merged = mock.world('git-merged');
  await put(`${merged.url}/__admin/snapshots/git`, readFileSync(path, 'utf8'));
  await merged.snapshots.load('git');
  for (const index of [0, 1])
    expect((await merged.instances.get(String(waiting[index]?.id))).state).not.toBe(waiting[index]?.state);
  await branch('third', async (copy) => {
    await copy.clock.advance('PT1H');
    await decline(0)(copy);
  });
  expect(() => git('merge', '-q', '--no-edit', 'first')).toThrow();
  expect(readFileSync(path, 'utf8').match(/^<<<<<<</gm)?.length).toBeGreaterThanOrEqual(1);
});
