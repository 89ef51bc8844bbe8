// What a server that loses requests and answers, and a run that is killed, do to a story that is told it: nothing twice.
import { describe, expect, test } from '@jest/globals';
import { draw } from '../../../mock-server/domain/values/draw.ts';
import { full } from '../../full.ts';
import { account, around, intents, linesOf, PATIENCE, seed } from './seeded-server.ts';

describe('no case is started twice, and none is forgotten', () => {
  test.each(Array.from({ length: full ? 40 : 2 }, (_, index) => index + 1))(
    'whatever becomes of requests and answers: %d',
    async (number) => {
      let asked = 0;
      const fates = [
        429,
        503,
        'lost',
        'answer-lost',
        400,
        undefined,
        undefined,
        undefined,
        undefined,
      ] as const;
      around.fate = () => {
        asked += 1;
        return fates[draw(fates.length, number, asked)];
      };
      const wanted = ['--story', 'onboarding', '--count', '20'];
      await seed(wanted);
      const file = intents() ?? '';
      for (let tries = 0; tries < (full ? 3 : 1); tries += 1) await seed([...wanted, '--resume', file]);
      around.fate = () => undefined;
      const last = await seed([...wanted, '--resume', file]);
      const there = await account();
      expect([...there.values()].filter((count) => count > 1)).toEqual([]);
      const ids = new Set(linesOf(file).flatMap(({ outcome, id }) => (outcome === 'done' ? [id] : [])));
      const unknown = Number(/not sent again: (\d+)/.exec(last.out)?.[1] ?? 0);
      expect(ids.size + unknown).toBe(20);
      expect(there.size).toBeGreaterThanOrEqual(ids.size);
      expect(last.code).toBe(unknown > 0 ? 1 : 0);
    },
    PATIENCE,
  );

  test(
    'killed at any moment',
    async () => {
      around.fate = () => 'late';
      const wanted = ['--story', 'onboarding', '--count', '60'];
      await seed(wanted, 1500);
      for (let kills = 0; kills < (full ? 20 : 1) && intents(); kills += 1)
        await seed([...wanted, '--resume', intents() ?? ''], 900 + 137 * kills);
      around.fate = () => undefined;
      const last = await seed(intents() ? [...wanted, '--resume', intents() ?? ''] : wanted);
      const there = await account();
      expect([...there.values()].filter((count) => count > 1)).toEqual([]);
      const unknown = Number(/not sent again: (\d+)/.exec(last.out)?.[1] ?? 0);
      const done = linesOf(intents() ?? '').filter(({ outcome }) => outcome === 'done');
      expect(done.length + unknown).toBe(60);
      expect(there.size).toBeGreaterThanOrEqual(done.length);
    },
    PATIENCE,
  );
});
