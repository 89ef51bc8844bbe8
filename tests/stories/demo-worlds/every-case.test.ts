// However many cases are asked for, each is valid; and a story that is wrong is refused where it is.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import type { Json } from '../../../contracts/files/json.ts';
import { Mistake } from '../../../contracts/files/mistake.ts';
import { incompatibleIn } from '../../../mock-server/simulation/instances/incompatible-instances.ts';
import { readStoryFile } from '../../../mock-server/simulation/stories/read-story.ts';
import { full } from '../../full.ts';
import { scratchFolder } from '../../own-fixtures.ts';
import { NOW, play, prepared, storyPath } from './bundled-story.ts';

const STORIES = ['onboarding', 'loans', 'support'];

describe.each(STORIES)('the story %s', (name) => {
  test('has cases that fit contract, catalogue and lifecycle, none of them in the future', async () => {
    const story = await prepared(name);
    const unfit = incompatibleIn([story.loaded], []);
    const cases = await play(story, full ? 10_000 : 100);
    for (const instance of cases) {
      expect([instance.id, unfit(instance)]).toEqual([instance.id, undefined]);
      const moments = [instance.startedAt, ...instance.timeline.map(({ at }) => at)];
      const sorted = [...moments].sort();
      expect(moments).toEqual(sorted);
      expect(Date.parse(instance.endedAt ?? sorted.at(-1) ?? '')).toBeLessThanOrEqual(NOW);
      expect(instance.timers.every(({ due }) => due > NOW)).toBe(true);
    }
    expect(new Set(cases.map(({ id }) => id)).size).toBe(cases.length);
  }, 120_000);

  if (full)
    test('has the same case 7 among 40 and among 400', async () => {
      const story = await prepared(name);
      expect((await play(story, 400)).slice(0, 40)).toEqual(await play(story, 40));
    });
});

/** Places of a story whose values are its grammar's, and not what is put into cases. */
function* grammar(value: Json, pointer = ''): Generator<string> {
  if (/\/(data|person|when|holidays|texts?)(\/|$)/.test(pointer)) return;
  if (typeof value !== 'object' || value === null) yield pointer;
  else for (const [key, member] of Object.entries(value)) yield* grammar(member, `${pointer}/${key}`);
}

function changed(value: Json, pointer: string): Json {
  const [key = '', ...deeper] = pointer.slice(1).split('/');
  if (pointer === '' || typeof value !== 'object' || value === null) return {};
  const rest = deeper.length > 0 ? `/${deeper.join('/')}` : '';
  if (Array.isArray(value))
    return value.map((one, index) => (String(index) === key ? changed(one, rest) : one));
  return { ...value, [key]: changed(value[key] ?? null, rest) };
}

test('a value of another kind is refused with its place and a reason, wherever it stands', () => {
  const all = STORIES.flatMap((name) => {
    const { story } = readStoryFile(storyPath(name));
    return [...grammar(story as unknown as Json)].map((pointer) => ({ name, story, pointer }));
  });
  expect(all.length).toBeGreaterThan(100);
  const file = join(scratchFolder(), 'wrong.yaml');
  // Numbers that share no divisor with the lengths of a story's lists meet all kinds of places.
  const some = full ? all : all.filter((_, index) => index % 41 === 0);
  for (const { name, story, pointer } of some) {
    writeFileSync(file, JSON.stringify(changed(story as unknown as Json, pointer), undefined, 1));
    const found = failure(() => readStoryFile(file));
    expect({ name, pointer, found }).toMatchObject({
      found: expect.arrayContaining([expect.objectContaining({ at: pointer, line: expect.any(Number) })]),
    });
  }
});

/** What a mistake says, and where. */
function failure(read: () => unknown): { at: string | undefined; line: number | undefined; text: string }[] {
  try {
    read();
    return [];
  } catch (error) {
    if (!(error instanceof Mistake)) throw error;
    return error.wrong.map(({ text, place }) => ({ at: place?.pointer, line: place?.line, text }));
  }
}
