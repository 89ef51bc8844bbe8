import type { JsonObject, JsonSchema } from '../../../contracts/files/json.ts';
import { Mistake } from '../../../contracts/files/mistake.ts';
import { escapeKey } from '../../../contracts/files/pointer.ts';
import type { DataSchemas } from '../../../contracts/schema/judging/user-schemas.ts';
import type { Lifecycle } from '../../domain/instances/lifecycle.ts';
import { Calendar } from '../../domain/stories/calendar.ts';
import type { CaseNumber } from '../../domain/stories/cast.ts';
import type { Course, Story, StoryMistake } from '../../domain/stories/story.ts';
import { failureReason } from '../../domain/values/failure-reason.ts';
import { Refusal } from '../../domain/values/refusal.ts';
import type { LoadedApi } from '../apis/loaded-api.ts';
import { nameLists } from './name-lists.ts';
import { begunCase, type PreparedStory, playedCase, type Started, startedCase } from './prepared-story.ts';
import type { StoryFile } from './read-story.ts';

/** So many cases of each kind are tried before any counts. */
const REHEARSED = 12;

/** With what a story is to be played. */
export interface Playing {
  apis: readonly LoadedApi[];
  schemas: DataSchemas;
  catalogueOf: (loaded: LoadedApi) => JsonObject;
  seed: string;
  /** Milliseconds since 1970. */
  now: number;
}

/**
 * Checks a story against catalogue and lifecycles, and tries each kind of case and each hero.
 * @throws Mistake with file, line and pointer, for all that was found
 */
export async function prepareStory({ story, source }: StoryFile, playing: Playing): Promise<PreparedStory> {
  const { apis, schemas, seed, now } = playing;
  const loaded = apis.find(({ api, behaviour }) => api.name === story.api && behaviour?.begin);
  const fail = (found: StoryMistake[]): never => {
    throw new Mistake(found.map(({ pointer, text }) => ({ text, place: source.place(pointer) })));
  };
  if (!loaded)
    return fail([
      { pointer: '/api', text: `no API "${story.api}" is there in which something can be started` },
    ]);
  const stage = { story, seed, now, lists: nameLists() };
  const catalogue = playing.catalogueOf(loaded);
  const prepared = { stage, calendar: new Calendar(story.calendar), loaded, catalogue, schemas };
  const found = [...guardMistakes(story, schemas), ...(await rehearse(prepared))];
  return found.length === 0 ? prepared : fail(found);
}

function guardMistakes({ cases, heroes = [] }: Story, schemas: DataSchemas): StoryMistake[] {
  const courses = [
    ...cases.map(({ course }, index) => [`/cases/${index}/course`, course] as const),
    ...heroes.map(({ course }, index) => [`/heroes/${index}/course`, course] as const),
  ];
  return courses.flatMap(([pointer, course = {}]) =>
    Object.entries(course).flatMap(([state, { ways }]) =>
      ways.flatMap(({ when }, index) => {
        const text = when === undefined ? undefined : failureReason(() => schemas.of(when as JsonSchema));
        const place = `${pointer}/${escapeKey(state)}/ways/${index}/when`;
        return text === undefined ? [] : [{ pointer: place, text: `not a usable JSON Schema: ${text}` }];
      }),
    ),
  );
}

/** What goes wrong with each kind and hero; one mistake of each is enough. */
async function rehearse(prepared: PreparedStory): Promise<StoryMistake[]> {
  const { cases, heroes = [] } = prepared.stage.story;
  const found: StoryMistake[] = [];
  for (const [index, { name, course }] of cases.entries()) {
    const numbers = Array.from({ length: REHEARSED }, (_, number) => ({ number: number + 1, kind: name }));
    found.push(...(await tried(prepared, `/cases/${index}`, numbers, course)));
  }
  if (found.length > 0) return found;
  for (const [index, hero] of heroes.entries())
    found.push(...(await tried(prepared, `/heroes/${index}`, [{ number: index + 1, hero }], hero.course)));
  return found;
}

async function tried(
  prepared: PreparedStory,
  pointer: string,
  numbers: CaseNumber[],
  course: Record<string, Course> | undefined,
): Promise<StoryMistake[]> {
  for (const [index, one] of numbers.entries()) {
    try {
      const started = await startedCase(prepared, begunCase(prepared, one), async (floor) => floor);
      const found = index === 0 ? courseMistakes(started, course, `${pointer}/course`) : [];
      if (found.length > 0) return found;
      playedCase(prepared, started);
    } catch (error) {
      return [mistakeOf(prepared, pointer, one, error as Error)];
    }
  }
  return [];
}

/** Whether states and events are those of the lifecycle. */
function courseMistakes(
  { lifecycle, instance }: Pick<Started, 'lifecycle' | 'instance'>,
  course: Record<string, Course> | undefined,
  pointer: string,
): StoryMistake[] {
  return Object.entries(course ?? {}).flatMap(([state, { ways }]) => {
    const here = `${pointer}/${escapeKey(state)}`;
    const text = stateMistake(lifecycle, instance.process, state);
    if (text !== undefined) return [{ pointer: here, text }];
    const events = lifecycle.eventsOf(state);
    return ways.flatMap(({ event }, index) =>
      event === undefined || events.includes(event)
        ? []
        : [
            {
              pointer: `${here}/ways/${index}/event`,
              text: `state ${state} does not take "${event}", but ${events.join(', ') || 'nothing'}`,
            },
          ],
    );
  });
}

function stateMistake(lifecycle: Lifecycle, process: string, state: string): string | undefined {
  const states = Object.keys(lifecycle.config.states);
  if (!states.includes(state))
    return `the lifecycle of ${process} has no state "${state}"; it has ${states.join(', ')}`;
  return lifecycle.isFinal(state) ? `nothing goes on from "${state}", which is final` : undefined;
}

function mistakeOf(
  { stage: { story } }: PreparedStory,
  pointer: string,
  { hero, kind }: CaseNumber,
  error: Error,
): StoryMistake {
  if (!(error instanceof Refusal)) return { pointer: `${pointer}/data`, text: error.message };
  const process = story.cases.find(({ name }) => name === (kind ?? hero?.case))?.process ?? '';
  const { problems, ...values } = error.values;
  const why =
    problems ??
    Object.entries(values)
      .map(([name, value]) => `${name} ${value}`)
      .join(', ');
  const mapped = `"--as ${process}=NAME" plays it with one of yours`;
  const advice = problems === undefined ? `; ${mapped}` : '';
  return {
    pointer: problems === undefined ? `${pointer}/process` : `${pointer}/data`,
    text: `${process} cannot be started, ${error.refusal}: ${why}${advice}`,
  };
}
