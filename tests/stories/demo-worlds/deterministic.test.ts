import { createHash } from 'node:crypto';
import { describe, expect, test } from '@jest/globals';
import { readStoryFile, type StoryFile } from '../../../mock-server/simulation/stories/read-story.ts';
import { play, prepared, storyPath } from './bundled-story.ts';

/** Other bytes of the same story, seed and present are another generator: raise its version, and then these. */
const DIGESTS: Record<string, string> = {
  onboarding: '38658f0b365e276d303028e5a558df307e9bd499aee7fcc4eb5e5753b2a75203',
  loans: '802662a77b89b154d554636e213c5707142ec0bc2c338c012fae9a0c1b502cd8',
  support: '46da8397433fe133fda99c81da263640abfb02163855876dde70a8fb7fcefada',
};

describe.each(Object.keys(DIGESTS))('the story %s', (name) => {
  test('is the same bytes on every machine and Node', async () => {
    const bytes = JSON.stringify(await play(await prepared(name), 60));
    expect(createHash('sha256').update(bytes).digest('hex')).toBe(DIGESTS[name]);
  });

  test('has the same case 7 among 12 and among 60', async () => {
    const story = await prepared(name);
    expect(await play(story, 12)).toEqual((await play(story, 60)).slice(0, 12));
  });

  test('is another one with another seed', async () => {
    const [one, other] = [await prepared(name), await prepared(name, { seed: '43' })];
    const ids = new Set((await play(one, 40)).map(({ id }) => id));
    expect((await play(other, 40)).filter(({ id }) => ids.has(id))).toEqual([]);
  });
});

test('one member more moves no other value', async () => {
  const file = readStoryFile(storyPath('onboarding'));
  const story = structuredClone(file.story);
  const [rules] = story.cases;
  if (!rules) throw new Error('there are no cases');
  rules.data = { added: { $pick: ['a', 'b'] }, ...rules.data };
  const [before, after] = [await prepared('onboarding'), await prepared({ ...file, story } as StoryFile)];
  const without = (await play(after, 40)).map(({ data: { added: _, ...data }, ...instance }) => ({
    ...instance,
    data,
  }));
  expect(without).toEqual(await play(before, 40));
});

test('ids of 20,000 cases are all different', async () => {
  const { Ids } = await import('../../../mock-server/domain/instances/ids.ts');
  const ids = new Set(Array.from({ length: 20_000 }, (_, number) => new Ids(`story ${number}`).uuid()));
  expect(ids.size).toBe(20_000);
});
