import { describe, expect, test } from '@jest/globals';
import { Journal } from '../../../../../mock-server/domain/journal/journal.ts';
import type { JournalEntry } from '../../../../../mock-server/domain/journal/journal-entry.ts';

const entry = (id: string): JournalEntry => ({
  ...{ id, at: '2026-06-01T12:00:00.000Z', method: 'GET', url: '/', world: 'default' },
  ...{ worldBy: 'default' as const, headers: {}, violations: [] },
});

function filled(most: { entries: number; bytes: number }, sizes: number[]) {
  const gone: string[] = [];
  const journal = new Journal(most, (bound) => gone.push(bound));
  for (const bytes of sizes) journal.add(entry(journal.nextId()), bytes);
  return { journal, ids: journal.all().map(({ id }) => id), gone };
}

test('the oldest go when there are too many', () => {
  const { journal, ids, gone } = filled({ entries: 2, bytes: 100 }, [1, 1, 1, 1]);
  expect({ ids, gone }).toEqual({ ids: ['req_3', 'req_4'], gone: ['entries', 'entries'] });
  expect(journal.get('req_1')).toBeUndefined();
  expect(journal.get('req_4')).toEqual(entry('req_4'));
});

test('the oldest go when they are too large, as many as it takes', () => {
  const { ids, gone } = filled({ entries: 10, bytes: 10 }, [4, 4, 2, 9]);
  expect({ ids, gone }).toEqual({ ids: ['req_4'], gone: ['bytes', 'bytes', 'bytes'] });
  expect(filled({ entries: 10, bytes: 10 }, [4, 4, 2, 6]).ids).toEqual(['req_3', 'req_4']);
  expect(filled({ entries: 10, bytes: 10 }, [4, 4, 2]).ids).toHaveLength(3);
});

test('the newest stays, however large it is', () => {
  expect(filled({ entries: 10, bytes: 10 }, [4, 50]).ids).toEqual(['req_2']);
  expect(filled({ entries: 10, bytes: 10 }, [4, 50, 1]).ids).toEqual(['req_3']);
});

test('room is made in proportion to what is added, whatever is kept', () => {
  const { ids } = filled({ entries: 1000, bytes: 1e9 }, Array(50_000).fill(1));
  expect(ids).toHaveLength(1000);
  expect(ids[0]).toBe('req_49001');
});

describe('what was added after one', () => {
  const later = (journal: Journal, id: string) =>
    [...journal.newest({ since: id })].map((one) => one.id).reverse();

  test('is told by where it stands, not by its number: that is given when a request comes', () => {
    const journal = new Journal();
    for (const id of ['req_2', 'req_4', 'req_1', 'req_3']) journal.add(entry(id));
    expect(later(journal, 'req_4')).toEqual(['req_1', 'req_3']);
    expect(later(journal, 'req_3')).toEqual([]);
  });

  test('is told by the number where that one is not there', () => {
    const { journal } = filled({ entries: 2, bytes: 100 }, [1, 1, 1, 1, 1]);
    expect(later(journal, 'req_2')).toEqual(['req_4', 'req_5']);
    expect(later(journal, 'req_9')).toEqual([]);
  });
});
