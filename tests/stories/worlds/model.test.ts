// Random starts, events, answers, clock moves and resets, in many worlds at once: the server is what the model says.
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { Client, sure } from '../../client.ts';
import { NOON } from '../../in-process.ts';
import { type Listening, listening } from '../../listening.ts';
import { type Kind, ModelWorld } from './model.ts';

const FULL = process.env.FLOWX_MOCK_TEST_FULL === '1';
const WORLDS = 5;

let server: Listening;
beforeAll(async () => {
  server = await listening();
});
afterAll(() => server.close());

type Step =
  | { do: 'start'; kind: Kind; key: string | undefined; data: Record<string, unknown> }
  | { do: 'send'; which: number; type: string; data: Record<string, unknown> }
  | { do: 'answer'; which: number; action: string; data: Record<string, unknown> }
  | { do: 'advance'; ms: number }
  | { do: 'look'; which: number }
  | { do: 'reset' };

const data = fc.dictionary(
  fc.constantFrom('a', 'b', 'decision', '__proto__', 'constructor'),
  fc.jsonValue({ maxDepth: 1 }),
  {
    maxKeys: 2,
    noNullPrototype: true,
  },
);
const which = fc.nat(7);
const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({
      do: fc.constant('start' as const),
      kind: fc.constantFrom<Kind>('onboarding', 'sanctioned', 'quick', 'failing', 'approval', 'catch'),
      key: fc.constantFrom(undefined, 'k1', 'k2'),
      data,
    }),
  },
  {
    weight: 4,
    arbitrary: fc.record({
      do: fc.constant('send' as const),
      which,
      type: fc.constantFrom('APPROVE', 'REJECT', 'TERMINATE', 'CORRELATE', 'COMPLETE', 'NONSENSE'),
      data,
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constant('answer' as const),
      which,
      action: fc.constantFrom('COMPLETE', 'CANCEL'),
      data,
    }),
  },
  {
    weight: 4,
    arbitrary: fc.record({
      do: fc.constant('advance' as const),
      ms: fc.oneof(
        fc.constantFrom(0, 1, 999, 1000, 1001, 1999, 2000, 2001, 3000, 30 * 86_400_000),
        fc.nat(5000),
      ),
    }),
  },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('look' as const), which }) },
  { weight: 1, arbitrary: fc.constant({ do: 'reset' as const }) },
);

const NAMES: Record<Kind, string> = {
  onboarding: 'customer_onboarding',
  sanctioned: 'customer_onboarding',
  quick: 'quick-flow',
  failing: 'failing-flow',
  approval: 'your-flow-uuid',
  catch: 'catch-flow',
};

/** A world of the server and the model of it, led side by side. */
class Pair {
  readonly #client: Client;
  #model = new ModelWorld(NOON);
  #ids: string[] = [];

  constructor(client: Client) {
    this.#client = client;
  }

  async begin(): Promise<void> {
    await this.#client.reset();
    await this.#client.freeze();
    this.#model = new ModelWorld(NOON);
    this.#ids = [];
  }

  async take(step: Step): Promise<void> {
    if (step.do === 'reset') return this.begin();
    if (step.do === 'start') return this.#start(step);
    if (step.do === 'advance') {
      this.#model.advance(step.ms);
      await this.#client.advance(`PT${step.ms / 1000}S`);
      return;
    }
    const id = this.#ids[step.which];
    if (id === undefined) return;
    if (step.do === 'look') return this.#compare(step.which);
    const life = this.#model.lives[step.which];
    const person = step.do === 'answer';
    if (person && life?.kind !== 'approval') return;
    const type = person ? step.action : step.type;
    const taken = this.#model.send(step.which, type, step.data);
    const answer = person
      ? await this.#client.task(id, 'approval-step', type, step.data)
      : await this.#client.event(id, type, step.data);
    sure(answer, taken ? 200 : 409);
  }

  async #start({ kind, key, data: given }: Step & { do: 'start' }): Promise<void> {
    const own = kind === 'sanctioned' ? { ...given, sanctioned: true } : given;
    const flowx = kind === 'onboarding' || kind === 'sanctioned';
    this.#model.start(kind, own, flowx ? undefined : key);
    const more = { data: own, ...(key !== undefined && { correlationKey: key }) };
    this.#ids.push(
      flowx ? await this.#client.start(NAMES[kind], own) : await this.#client.run(NAMES[kind], more),
    );
  }

  async #compare(index: number): Promise<void> {
    const life = this.#model.lives[index];
    const { state, data: kept, endedAt, timeline } = await this.#client.instance(this.#ids[index] ?? '');
    const told = timeline.map(({ at, to }: { at: string; to: string }) => `${at} ${to}`);
    expect({ state, data: kept, ended: endedAt !== undefined, timeline: told }).toEqual({
      state: life?.state,
      data: JSON.parse(JSON.stringify(life?.data)),
      ended: life?.ended,
      timeline: life?.timeline,
    });
  }

  async compareAll(): Promise<void> {
    for (const index of this.#ids.keys()) await this.#compare(index);
    const { items } = (await this.#client.admin('GET', '/instances?limit=1000')).body;
    expect(items).toHaveLength(this.#ids.length + 2);
  }
}

test('whatever happens in many worlds at once, each is what its model says', async () => {
  const pairs = Array.from(
    { length: WORLDS },
    (_, index) => new Pair(new Client(server.url).world(`w${index}`)),
  );
  const days = fc.array(fc.array(step, { minLength: 1, maxLength: 25 }), {
    minLength: WORLDS,
    maxLength: WORLDS,
  });
  await fc.assert(
    fc.asyncProperty(days, async (steps) => {
      await Promise.all(
        pairs.map(async (pair, index) => {
          await pair.begin();
          for (const one of steps[index] ?? []) await pair.take(one);
          await pair.compareAll();
        }),
      );
    }),
    { numRuns: FULL ? 400 : 15 },
  );
}, 1_800_000);
