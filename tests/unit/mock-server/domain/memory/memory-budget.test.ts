import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { OldestRequests } from '../../../../../mock-server/domain/journal/oldest-requests.ts';
import { MemoryBudget } from '../../../../../mock-server/domain/memory/memory-budget.ts';

/** A journal of which nothing is kept but how many bytes each of its requests takes. */
class Pages {
  readonly dropped: number[] = [];
  #sizes: number[] = [];
  #first = 0;
  readonly #all: OldestRequests;

  constructor(all: OldestRequests) {
    this.#all = all;
  }

  get oldest(): number {
    return this.#first;
  }

  get bytes(): number {
    return this.#sizes.reduce((sum, size) => sum + size, 0);
  }

  add(bytes: number): void {
    this.#sizes.push(bytes);
    this.#all.added(this, this.#first + this.#sizes.length - 1, bytes);
  }

  dropOldest(): void {
    const bytes = this.#sizes.shift() ?? 0;
    this.dropped.push(this.#first);
    this.#first += 1;
    this.#all.gone(bytes);
  }
}

describe('journals give way', () => {
  test('the oldest request of all goes first, in whatever journal it is', () => {
    const budget = new MemoryBudget(100);
    const all = new OldestRequests(budget);
    const [one, other] = [new Pages(all), new Pages(all)];
    one.add(40);
    other.add(40);
    one.add(15);
    expect([one.dropped, other.dropped]).toEqual([[], []]);
    other.add(30);
    expect([one.dropped, other.dropped]).toEqual([[0], []]);
    expect(budget.hasRoomFor(55)).toBe(true);
    expect([one.dropped, other.dropped]).toEqual([[0], [0]]);
    expect(budget.used.journals).toBe(45);
  });

  test('whatever is added, dropped and kept, no more is used than there is', () => {
    const step = fc.record({ kind: fc.constantFrom('journal', 'other', 'keep'), bytes: fc.nat(400) });
    fc.assert(
      fc.property(fc.array(step, { maxLength: 200 }), (steps) => {
        const budget = new MemoryBudget(1000);
        const all = new OldestRequests(budget);
        const journals = [new Pages(all), new Pages(all)] as const;
        let kept = 0;
        for (const { kind, bytes } of steps) {
          if (kind === 'keep' && budget.mayKeep(bytes)) {
            budget.count('instances', bytes);
            kept += bytes;
          } else if (kind === 'journal') journals[0].add(bytes);
          else if (kind === 'other') journals[1].add(bytes);
          expect(budget.total).toBeLessThanOrEqual(1000);
          expect(budget.used).toEqual({
            instances: kept,
            journals: journals[0].bytes + journals[1].bytes,
            requests: 0,
          });
        }
      }),
      { seed: 3, numRuns: 300 },
    );
  });

  test('many that a journal drops itself are not looked at again, and the rest are still in order', () => {
    const budget = new MemoryBudget(1_000_000);
    const all = new OldestRequests(budget);
    const [busy, quiet] = [new Pages(all), new Pages(all)];
    quiet.add(1);
    for (let n = 0; n < 30_000; n += 1) {
      busy.add(1);
      if (n >= 10) busy.dropOldest();
    }
    expect(budget.used.journals).toBe(11);
    expect(budget.hasRoomFor(999_990)).toBe(true);
    expect(quiet.dropped).toEqual([0]);
  });
});

describe('what is kept', () => {
  test('has three quarters for what is new, and a little more for steps of what is there', () => {
    const budget = new MemoryBudget(100_000);
    budget.count('instances', 74_000);
    expect(budget.mayKeep(3000)).toBe(false);
    expect(budget.full).toBe(true);
    expect(budget.mayKeep(2000)).toBe(true);
    budget.count('instances', 10_500);
    expect(budget.mayKeep(1000)).toBe(false);
    expect(budget.mayKeep(-1)).toBe(true);
  });

  test('is full no more once there is room for the least that was refused', () => {
    const budget = new MemoryBudget(100_000);
    budget.count('instances', 74_000);
    expect([budget.mayKeep(5000), budget.mayKeep(9000)]).toEqual([false, false]);
    budget.count('instances', -3000);
    expect(budget.full).toBe(true);
    budget.count('instances', -1000);
    expect(budget.full).toBe(false);
  });

  test('waits for nobody: requests on their way leave no room for others, nor for what is new', () => {
    const budget = new MemoryBudget(100_000);
    budget.count('requests', 90_000);
    expect(budget.hasRoomFor(10_000)).toBe(true);
    expect(budget.hasRoomFor(10_001)).toBe(false);
    expect(budget.mayKeep(20_000)).toBe(false);
    budget.count('requests', -90_000);
    expect(budget.mayKeep(20_000)).toBe(true);
  });
});
