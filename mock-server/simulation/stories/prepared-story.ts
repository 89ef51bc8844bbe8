import type { JsonObject, JsonSchema } from '../../../contracts/files/json.ts';
import type { DataSchemas } from '../../../contracts/schema/judging/user-schemas.ts';
import type { Beginning } from '../../behaviours/behaviour.ts';
import { beginInstance } from '../../domain/instances/due-transitions.ts';
import { Ids } from '../../domain/instances/ids.ts';
import type { Following, Instance } from '../../domain/instances/instance.ts';
import type { Lifecycle } from '../../domain/instances/lifecycle.ts';
import { type BegunCase, beginCase } from '../../domain/stories/begin-case.ts';
import type { Calendar } from '../../domain/stories/calendar.ts';
import { type CaseNumber, type Stage, wordsOf } from '../../domain/stories/cast.ts';
import { goOn, type SentEvent } from '../../domain/stories/go-on.ts';
import { digest } from '../../domain/values/digest.ts';
import type { Data } from '../../domain/values/process-data.ts';
import type { LoadedApi } from '../apis/loaded-api.ts';

/** A story with all that it is played with, checked against catalogue and lifecycles. */
export interface PreparedStory {
  stage: Stage;
  calendar: Calendar;
  loaded: LoadedApi;
  catalogue: JsonObject;
  schemas: DataSchemas;
}

/** Numbers that the product counts up; they are the world's, as other starts have some too. */
export type CountUp = (floor: number) => Promise<number>;

/** The instance of a case before it goes on, and what it was begun with. */
export interface Started {
  begun: BegunCase;
  instance: Instance;
  lifecycle: Lifecycle;
}

/** When a case begins, and with what. */
export function begunCase({ stage, calendar }: PreparedStory, one: CaseNumber): BegunCase {
  return beginCase(stage, calendar, one);
}

/**
 * Begins the instance of a case.
 * @throws Refusal as the product would refuse such a start
 */
export async function startedCase(
  prepared: PreparedStory,
  begun: BegunCase,
  countUp: CountUp,
): Promise<Started> {
  const { loaded, catalogue } = prepared;
  const following = await identityOf(prepared, begun, countUp);
  const lifecycle = lifecycleOf(loaded, catalogue, following);
  const instance = beginInstance(lifecycle, { ...following, data: begun.data }, begun.at);
  return { begun, instance, lifecycle };
}

/**
 * It as it is at the present of the story.
 * @param seen as `goOn`
 * @throws Error where the story cannot go on, saying why
 */
export function playedCase(
  { stage, calendar, schemas }: PreparedStory,
  { begun, instance, lifecycle }: Started,
  seen?: (sent: SentEvent | undefined) => void,
): Instance {
  const judge = (schema: unknown, data: Data): boolean => schemas.of(schema as JsonSchema)(data).length === 0;
  return goOn(stage, calendar, begun, instance, lifecycle, judge, seen);
}

/** The id of a case's instance: the same whenever and wherever it is played, and no other case's. */
export async function idOf(prepared: PreparedStory, begun: BegunCase): Promise<string> {
  return (await identityOf(prepared, begun, async (floor) => floor)).id;
}

/** What a case begins, in the words of the catalogue. */
export function beginningOf({
  rules: { process, application, environment },
  data,
  correlationKey,
}: Pick<BegunCase, 'rules' | 'data'> & { correlationKey?: string | undefined }): Beginning {
  return {
    process,
    ...(application !== undefined && { application }),
    ...(environment !== undefined && { environment }),
    ...(correlationKey !== undefined && { correlationKey }),
    data,
  };
}

function identityOf(
  { stage, loaded, catalogue, schemas }: PreparedStory,
  { one, rules, data, correlationKey }: BegunCase,
  countUp: CountUp,
): Promise<Pick<Instance, 'id' | 'api' | 'process' | 'facts' | 'key'>> {
  const ids = new Ids(digest('story', ...wordsOf(stage, one)));
  const wanted = beginningOf({ rules, data, correlationKey });
  const begin = loaded.behaviour?.begin;
  if (!begin) throw new Error(`nothing can be started in ${loaded.api.name}`);
  const named = {
    uuid: () => ids.uuid(),
    word: (length: number, prefix?: string) => ids.word(length, prefix),
    number: countUp,
  };
  return begin(wanted, catalogue, schemas, named);
}

function lifecycleOf({ lifecycles }: LoadedApi, catalogue: JsonObject, following: Following): Lifecycle {
  return lifecycles.of(catalogue, following);
}
