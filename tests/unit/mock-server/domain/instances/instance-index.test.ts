// The index against a plain list that is walked through.
import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { Instance } from '../../../../../mock-server/domain/instances/instance.ts';
import { InstanceIndex } from '../../../../../mock-server/domain/instances/instance-index.ts';
import { wordsIn, wordsOf } from '../../../../../mock-server/domain/instances/text-index.ts';

const WORDS: Record<string, string[]> = { open: ['STARTED', 'WAITING'], done: ['FINISHED'], lost: [] };
const NAMES = ['Anna', 'anneliese', 'Bert-Otto', '4711', 'Ann Bert'];

const made = fc.record({
  id: fc.integer({ min: 0, max: 79 }).map((number) => `i${number}`),
  api: fc.constantFrom('a', 'b'),
  process: fc.constantFrom('p', 'q'),
  state: fc.constantFrom(...Object.keys(WORDS)),
  due: fc.option(fc.integer({ min: 0, max: 99 }), { nil: undefined }),
  name: fc.constantFrom(...NAMES),
});
const asked = fc.record(
  {
    api: fc.constantFrom('a', 'b', 'none'),
    process: fc.constantFrom('p', 'q'),
    state: fc.constantFrom('open', 'done', 'lost', 'WAITING', 'FINISHED', 'NEVER'),
    text: fc.constantFrom('ann', 'Anna', 'bert', '47', 'ber ot', 'i1', 'nobody'),
  },
  { requiredKeys: [] },
);

/** Texts are added to a part of the runs only in the middle, as somebody may ask for them late. */
function indexed(all: ReturnType<typeof instanceOf>[]) {
  const index = new InstanceIndex();
  const model = new Map<string, Instance>();
  for (const given of all) {
    const before = model.get(given.id);
    const instance = { ...given, ...(before && { api: before.api, process: before.process }) };
    instance.version = (before?.version ?? 0) + 1;
    model.set(given.id, instance);
    index.put(instance, WORDS[instance.state] ?? []);
    index.putText(instance);
    // What is older than what is known does not count.
    if (before) index.put({ ...before, state: 'lost' }, []);
  }
  return { index, list: [...model.values()] };
}

function instanceOf({ id, api, process, state, due, name }: Record<string, unknown>): Instance {
  return {
    id,
    api,
    process,
    state,
    version: 1,
    data: { customer: { name, tags: [name] } },
    timers: due === undefined ? [] : [{ delay: 'PT1S', due }],
    startedAt: '',
    facts: {},
    timeline: [],
  } as unknown as Instance;
}

function means(instance: Instance, { api, process, state, text }: Record<string, string>): boolean {
  const there = [...wordsIn(instance)];
  return (
    (api === undefined || instance.api === api) &&
    (process === undefined || instance.process === process) &&
    (state === undefined || [instance.state, ...(WORDS[instance.state] ?? [])].includes(state)) &&
    (text === undefined || wordsOf(text).every((word) => there.some((one) => one.startsWith(word))))
  );
}

test('what it finds and counts is what somebody finds who looks at each', () => {
  fc.assert(
    fc.property(
      fc.array(made.map(instanceOf), { maxLength: 200 }),
      asked,
      fc.integer({ min: 1, max: 9 }),
      (all, filter, limit) => {
        const { index, list } = indexed(all);
        const wanted = list.filter((one) => means(one, filter as Record<string, string>)).map(({ id }) => id);
        const found: string[] = [];
        for (let page = index.find(filter, limit); page.length > 0; ) {
          found.push(...page);
          page = index.find(filter, limit, page.at(-1));
        }
        expect(found).toEqual(wanted);
        const { total, state, api, process } = index.count(filter);
        const sums = [state, api, process].map((by) => Object.values(by).reduce((sum, one) => sum + one, 0));
        expect([total, ...sums]).toEqual(Array(4).fill(wanted.length));
      },
    ),
  );
});

test('it knows what falls due next, and gives what has fallen due, each once', () => {
  fc.assert(
    fc.property(fc.array(made.map(instanceOf), { maxLength: 200 }), fc.integer({ max: 99 }), (all, now) => {
      const { index, list } = indexed(all);
      const dues = list.flatMap(({ id, timers: [timer] }) => (timer ? [{ id, at: timer.due }] : []));
      const earliest = Math.min(...dues.map(({ at }) => at));
      expect(index.nextDue()?.at ?? Number.POSITIVE_INFINITY).toBe(earliest);
      const taken: string[] = [];
      for (let ids = index.takeDue(now, 7); ids.length > 0; ids = index.takeDue(now, 7)) taken.push(...ids);
      expect(taken.sort()).toEqual(
        dues
          .filter(({ at }) => at <= now)
          .map(({ id }) => id)
          .sort(),
      );
      expect(index.nextDue()?.at ?? now + 1).toBeGreaterThan(now);
    }),
  );
});
