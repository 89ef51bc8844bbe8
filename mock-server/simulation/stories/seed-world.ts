import type { DataSchemas } from '../../../contracts/schema/judging/user-schemas.ts';
import type { StoryOrigin } from '../../domain/instances/world-origin.ts';
import { movingPointers } from '../../domain/stories/generators.ts';
import type { Story } from '../../domain/stories/story.ts';
import { timestamp } from '../../domain/time/timestamp.ts';
import { beginTime } from '../../domain/time/world-time.ts';
import type { Change } from '../../store/interface/store.ts';
import type { RemovedInstances } from '../../worlds/removed-instances.ts';
import type { World } from '../../worlds/world.ts';
import type { LoadedApi } from '../apis/loaded-api.ts';
import { catalogueOf } from '../apis/world-catalogue.ts';
import { type Adaptation, adaptStory } from './adapt-story.ts';
import { type Played, playStory, statesOf } from './play-story.ts';
import { prepareStory } from './prepare-story.ts';
import type { PreparedStory } from './prepared-story.ts';
import { readStory } from './read-story.ts';

/** So many are written at once, all or none. */
const BATCH = 500;

/** What stories are played with. */
interface Needed {
  apis: readonly LoadedApi[];
  schemas: DataSchemas;
  /** The folder of the fixtures. */
  fixtures: string;
}

/** What is to be played into a world. */
export interface SeedOrder extends Adaptation {
  story: string;
  count: number;
  /** So many of its first cases are passed over. */
  from?: number;
  /** That of the world unless given. */
  seed?: string;
  /** Only say what would come of it. */
  dryRun?: boolean;
}

/** What came of it. */
export interface Seeded {
  story: string;
  /** How many cases were added, or would be. */
  added: number;
  /** How many were there already. */
  there: number;
  /** By state, the cases that were added. */
  states: Record<string, number>;
}

/**
 * Plays a story into a world, at its present; cases that are there already are left.
 * @throws Mistake in the story, or where it does not fit the catalogue. StoreFull, StoreUnavailable: earlier batches stay
 */
export async function seedWorld(simulation: Needed, world: World, order: SeedOrder): Promise<Seeded> {
  const { count, from = 0, seed = world.seed } = order;
  const catalogue = (loaded: LoadedApi) => catalogueOf(loaded, world);
  const prepared = await preparedFor(simulation, order, {
    seed,
    now: world.clock.now(),
    catalogueOf: catalogue,
  });
  const countUp = order.dryRun ? async (floor: number) => floor : (floor: number) => world.ids.number(floor);
  const isThere = async (id: string) => world.removed.has(id) || (await world.get(id)) !== undefined;
  const played = await playStory(prepared, { from, count }, countUp, isThere);
  if (!order.dryRun) await write(world, prepared.stage.story, played);
  const { instances, there } = played;
  return { story: order.story, added: instances.length, there, states: statesOf(instances) };
}

async function write(world: World, story: Story, { instances }: Played): Promise<void> {
  for (const [process, pointers] of Object.entries(datesOf(story)))
    world.movingDates.add(process, pointers, story.calendar.timezone);
  for (let from = 0; from < instances.length; from += BATCH) {
    const puts = instances.slice(from, from + BATCH).map((instance) => ({ instance, expected: null }));
    if (!(await world.commit(puts))) throw new Error('somebody else seeds the same story at this moment');
  }
}

function preparedFor(
  { apis, schemas, fixtures }: Needed,
  order: Pick<SeedOrder, 'story' | 'as' | 'set'>,
  rest: { seed: string; now: number; catalogueOf: (loaded: LoadedApi) => LoadedApi['fixtures']['catalogue'] },
): Promise<PreparedStory> {
  const { story, source } = readStory(order.story, fixtures);
  return prepareStory({ story: adaptStory(story, order), source }, { apis, schemas, ...rest });
}

/** By process, where in the data of its instances dates stand that move with the story. */
function datesOf({ cases, heroes = [] }: Story): Record<string, string[]> {
  const found = new Map<string, Set<string>>();
  for (const { name, process, data, course = {} } of cases) {
    const own = heroes.filter((hero) => hero.case === name);
    const courses = [course, ...own.map((hero) => hero.course ?? {})];
    const answers = courses.flatMap((one) =>
      Object.values(one).flatMap(({ ways }) => ways.map((way) => way.data)),
    );
    const templates = [data, ...own.map((hero) => hero.data), ...answers];
    const known = found.get(process) ?? new Set();
    for (const pointer of templates.flatMap((one) => movingPointers(one))) known.add(pointer);
    found.set(process, known);
  }
  return Object.fromEntries([...found].map(([process, pointers]) => [process, [...pointers].sort()]));
}

/** How a world begins, beside what it is made from. */
export interface WorldStart {
  host: number;
  pinned: boolean;
  /** Ids of instances that somebody wanted gone. */
  removed?: RemovedInstances;
}

/**
 * A world that has nothing but a story, as a change to begin it with.
 * @param host the moment on the host, in milliseconds since 1970: at the same one the world's clock follows it
 * @throws Mistake as `seedWorld`
 */
export async function storyWorld(
  simulation: Needed,
  origin: StoryOrigin,
  { host, pinned, removed }: WorldStart,
): Promise<Change> {
  const now = Date.parse(origin.now);
  const fixturesOf = (loaded: LoadedApi) => loaded.fixtures.catalogue;
  const prepared = await preparedFor(simulation, origin, { seed: origin.seed, now, catalogueOf: fixturesOf });
  let sequence = 0;
  const countUp = async (floor: number): Promise<number> => {
    sequence += 1;
    return floor + sequence;
  };
  const { instances } = await playStory(prepared, origin, countUp, async () => false);
  return {
    // Those that are gone were played all the same: the others keep their numbers.
    puts: instances.filter(({ id }) => !removed?.has(id)).map((instance) => ({ instance, expected: null })),
    record: {
      seed: origin.seed,
      sequence,
      time: beginTime(host, now === host ? undefined : now),
      pinned,
      madeFrom: { ...origin, now: timestamp(now) },
      moving: datesOf(prepared.stage.story),
      timezone: prepared.stage.story.calendar.timezone,
      ...removed?.kept(),
    },
  };
}
