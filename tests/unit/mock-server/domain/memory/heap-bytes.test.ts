// What a value takes of the heap is guessed, and never far too low: a budget that is kept by guesses must hold.
import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { heapBytes } from '../../../../../mock-server/domain/memory/heap-bytes.ts';
import { root } from '../../../../repository/project-files.ts';

test('a value with one more member never takes less', () => {
  fc.assert(
    fc.property(fc.dictionary(fc.string(), fc.jsonValue()), fc.jsonValue(), (value, more) => {
      const { added: _, ...without } = value;
      expect(heapBytes({ ...without, added: more })).toBeGreaterThan(heapBytes(without));
    }),
    { seed: 5, numRuns: 200 },
  );
});

test('what is large is remembered as what it is, also inside another value', () => {
  const rows = Array.from({ length: 5000 }, (_, n) => ({ name: `row ${n}`, amount: n + 0.5 }));
  const once = heapBytes(rows);
  expect(heapBytes(rows)).toBe(once);
  expect(heapBytes(structuredClone(rows))).toBe(once);
  expect(heapBytes([rows, rows])).toBeGreaterThan(2 * once);
});

/** Parses a text again and again, and prints what each took by the heap's own count and by ours. */
const MEASURE = (module: string) => `
  import { heapBytes } from ${JSON.stringify(module)};
  const told = [];
  for (const text of JSON.parse(process.argv[1])) {
    const copies = Math.ceil(4_000_000 / text.length);
    const kept = [];
    gc(); gc();
    const before = process.memoryUsage().heapUsed;
    for (let n = 0; n < copies; n += 1) kept.push(JSON.parse(text));
    gc(); gc();
    const taken = (process.memoryUsage().heapUsed - before) / copies;
    told.push({ ratio: kept.reduce((sum, one) => sum + heapBytes(one), 0) / copies / taken });
  }
  console.log(JSON.stringify(told));
`;

test('it is what the heap says, by no more than a quarter too little', async () => {
  const texts = [
    { processId: 'quick-flow', data: { customer: 'anna.berg@example.com', amount: 12.5 } },
    Array.from({ length: 1000 }, () => ({})),
    Array.from({ length: 1000 }, (_, n) => n + 0.25),
    Object.fromEntries(Array.from({ length: 500 }, (_, n) => [`member ${n}`, `value ${n}`])),
    { text: 'x'.repeat(10_000) },
    { text: 'ș'.repeat(10_000) },
  ].map((value) => JSON.stringify(value));
  const module = join(root, 'dist/mock-server/domain/memory/heap-bytes.js');
  const args = ['--expose-gc', '--input-type=module', '-e', MEASURE(module), JSON.stringify(texts)];
  const { stdout } = await promisify(execFile)(process.execPath, args);
  const ratios = (JSON.parse(stdout) as { ratio: number }[]).map(({ ratio }) => ratio);
  expect(ratios).toHaveLength(texts.length);
  for (const ratio of ratios) {
    expect(ratio).toBeGreaterThan(0.75);
    expect(ratio).toBeLessThan(3);
  }
});
