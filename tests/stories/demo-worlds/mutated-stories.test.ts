// A story that is spoilt in any one place is refused with file, line and pointer, or is still one that can be played; and
// what is refused changes nothing.
import { cpSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { parse } from 'yaml';
import { isObject, type Json, type JsonObject } from '../../../contracts/files/json.ts';
import { Mistake } from '../../../contracts/files/mistake.ts';
import { fromPointer, toPointer } from '../../../contracts/files/pointer.ts';
import { bundledFixtures } from '../../../contracts/reader/fixtures.ts';
import { createMock } from '../../../mock-server/in-process/create-mock.ts';
import { readStoryFile } from '../../../mock-server/simulation/stories/read-story.ts';
import { full } from '../../full.ts';
import { scratchFolder } from '../../own-fixtures.ts';
import { prepared, storyPath } from './bundled-story.ts';

const PATIENCE = 600_000;
const STORIES = ['onboarding', 'loans', 'support'];
const storyOf = (name: string): JsonObject => parse(readFileSync(storyPath(name), 'utf8')) as JsonObject;

interface Spoilt {
  what: string;
  pointer: string;
  story: JsonObject;
}

/** Every way to spoil one place of a story: gone, of another type, with a member that nobody knows. */
function* spoilt(story: JsonObject): Generator<Spoilt> {
  for (const [pointer, value] of places(story)) {
    const others: [what: string, value: Json | undefined][] = [
      ['gone', undefined],
      ['another type', typeof value === 'string' ? 7 : 'seven'],
      ['an object', { zzz: 1 }],
      ...(isObject(value) ? [['an unknown member', { ...value, zzz: 1 }] as [string, Json]] : []),
    ];
    for (const [what, other] of others) yield { what, pointer, story: changed(story, pointer, other) };
  }
}

function* places(value: Json, pointer = ''): Generator<[pointer: string, value: Json]> {
  if (pointer !== '') yield [pointer, value];
  if (typeof value !== 'object' || value === null) return;
  for (const [key, member] of Object.entries(value))
    yield* places(member as Json, `${pointer}${toPointer([key])}`);
}

function changed(story: JsonObject, pointer: string, value: Json | undefined): JsonObject {
  const copy = structuredClone(story);
  const keys = fromPointer(pointer);
  const last = keys.pop() as string;
  const parent = keys.reduce<Json>((at, key) => (at as JsonObject)[key] as Json, copy) as JsonObject;
  if (value !== undefined) parent[last] = value;
  else if (Array.isArray(parent)) parent.splice(Number(last), 1);
  else delete parent[last];
  return copy;
}

/** Some of all, far enough apart to be of every kind. */
const some = (all: Spoilt[]): Spoilt[] => (full ? all : all.filter((_, index) => index % 97 === 0));

test.each(STORIES)(
  '%s',
  async (name) => {
    const file = join(scratchFolder(), `${name}.yaml`);
    const [wrong, counts] = [[] as string[], { refused: 0, taken: 0 }];
    for (const { what, pointer, story } of some([...spoilt(storyOf(name))])) {
      writeFileSync(file, JSON.stringify(story, undefined, 1));
      try {
        await prepared(readStoryFile(file, name));
        counts.taken += 1;
      } catch (error) {
        counts.refused += 1;
        const placed =
          error instanceof Mistake && error.places.every((at) => at?.file === file && at.line >= 1);
        if (!placed) wrong.push(`${pointer} ${what}: ${error}`);
      }
    }
    expect(wrong).toEqual([]);
    expect(counts.refused).toBeGreaterThan(full ? 1000 : 5);
  },
  PATIENCE,
);

test(
  'a world of which a spoilt story is asked stays as it is',
  async () => {
    const fixtures = scratchFolder();
    cpSync(bundledFixtures(), fixtures, { recursive: true });
    mkdirSync(join(fixtures, 'stories'), { recursive: true });
    await using mock = await createMock({ seed: 42, fixtures, story: 'loans:3' });
    await mock.clock.freeze();
    const before = await mock.snapshot();
    const required = [
      '/people',
      '/cases/0/process',
      '/cases/0/person',
      '/calendar/timezone',
      '/heroes/0/case',
    ];
    for (const pointer of required) {
      const broken = changed(storyOf('loans'), pointer, 7);
      writeFileSync(join(fixtures, 'stories', 'loans.yaml'), JSON.stringify(broken, undefined, 1));
      await expect(mock.seed({ story: 'loans', count: 20 })).rejects.toThrow(`loans.yaml:`);
    }
    expect(await mock.snapshot()).toEqual(before);
  },
  PATIENCE,
);
