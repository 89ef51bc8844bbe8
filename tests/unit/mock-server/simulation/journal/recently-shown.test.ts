import { expect, test } from '@jest/globals';
import type { JournalEntry } from '../../../../../mock-server/domain/journal/journal-entry.ts';
import { RecentlyShown } from '../../../../../mock-server/simulation/journal/recently-shown.ts';

const entry = (id: string, body: unknown) => ({ id, body }) as JournalEntry;
const MEGABYTE = 'x'.repeat(1_000_000);

/** Shows an entry, and tells whether that was work. */
function shower() {
  const recent = new RecentlyShown();
  return (one: JournalEntry): boolean => {
    let made = false;
    const shown = recent.of(one, () => {
      made = true;
      return { ...one };
    });
    expect(shown).toEqual(one);
    return made;
  };
}

test('what was shown is shown again without any work, as long as little came between', () => {
  const isWork = shower();
  const [first, second] = [entry('a', 'one'), entry('b', 'two')];
  expect([first, second, first, second].map(isWork)).toEqual([true, true, false, false]);
});

test('it is eight megabytes at most, and who was asked for last stays', () => {
  const isWork = shower();
  const large = Array.from({ length: 8 }, (_, index) => entry(String(index), MEGABYTE));
  expect(large.map(isWork)).toEqual(Array(8).fill(true));
  expect(isWork(large[0] as JournalEntry)).toBe(false);
  expect(isWork(entry('more', MEGABYTE))).toBe(true);
  expect([isWork(large[0] as JournalEntry), isWork(large[1] as JournalEntry)]).toEqual([false, true]);
});

test('one that is larger than all that is kept is shown, and not kept', () => {
  const isWork = shower();
  const huge = entry('huge', MEGABYTE.repeat(9));
  expect([isWork(huge), isWork(huge)]).toEqual([true, true]);
});
