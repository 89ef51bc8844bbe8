import { join } from 'node:path';
import { bundledFixtures } from '../../../contracts/reader/fixtures.ts';
import { bundledApis } from '../../../contracts/reader/read-api.ts';
import type { Instance } from '../../../mock-server/domain/instances/instance.ts';
import { firstCases } from '../../../mock-server/domain/stories/cast.ts';
import { loadSimulation } from '../../../mock-server/simulation/load-simulation.ts';
import { prepareStory } from '../../../mock-server/simulation/stories/prepare-story.ts';
import {
  begunCase,
  type PreparedStory,
  playedCase,
  startedCase,
} from '../../../mock-server/simulation/stories/prepared-story.ts';
import { readStoryFile, type StoryFile } from '../../../mock-server/simulation/stories/read-story.ts';
import { MemoryStore } from '../../../mock-server/store/memory/memory-store.ts';

export const NOW = Date.parse('2026-11-26T10:30:00.000Z');

// Loaded by the first test that asks: what is loaded beside tests, Jest takes for nobody's.
let loaded: ReturnType<typeof loadSimulation> | undefined;

const simulation = () =>
  loadSimulation({
    contracts: [bundledApis()],
    fixtures: bundledFixtures(),
    store: new MemoryStore(),
    clock: { now: () => NOW },
    seed: 'stories',
    learning: false,
    version: 'test',
    validationStatus: {},
    reuse: true,
  });

export const storyPath = (name: string): string => join(bundledFixtures(), 'stories', `${name}.yaml`);

/** A story with the catalogue that ships. @throws Mistake */
export async function prepared(
  file: string | StoryFile,
  { seed = '42', now = NOW }: { seed?: string; now?: number } = {},
): Promise<PreparedStory> {
  loaded ??= simulation();
  const { apis, schemas } = await loaded;
  const story = typeof file === 'string' ? readStoryFile(storyPath(file)) : file;
  return prepareStory(story, {
    apis,
    schemas,
    catalogueOf: (loaded) => loaded.fixtures.catalogue,
    seed,
    now,
  });
}

/** The first cases of a story, played. */
export async function play(story: PreparedStory, count: number): Promise<Instance[]> {
  const instances: Instance[] = [];
  for (const one of firstCases(story.stage.story, count)) {
    const started = await startedCase(story, begunCase(story, one), async (floor) => floor);
    instances.push(playedCase(story, started));
  }
  return instances;
}
