import type { JsonObject } from '../../../contracts/files/json.ts';
import type { FixtureEntry, Moment } from '../../domain/instances/fixture-entry.ts';
import type { LoadedApi } from './loaded-api.ts';

/** Of an API that is loaded, what entries of its fixtures are read with. */
type Reading = Pick<LoadedApi, 'behaviour' | 'fixtures' | 'lifecycles'>;

/** In place of moments that only a world can tell. */
const UNKNOWN = '1970-01-01T00:00:00.000Z';

/** An entry of the fixtures that fits its schema; undefined for an API that has no instances. */
export function entryOfFixtures(
  { behaviour, fixtures, lifecycles }: Reading,
  written: JsonObject,
): FixtureEntry | undefined {
  const { instanceEntries: members } = behaviour ?? {};
  if (!behaviour?.instance || !members) return undefined;
  const { since, events, timezone = 'UTC', ...entry } = written;
  const moment = (value: unknown) => (value ?? undefined) as Moment | undefined;
  const [startedAt = UNKNOWN, endedAt] = [moment(entry[members.startedAt]), moment(entry[members.endedAt])];
  const told = behaviour.instance({
    state: '',
    ...entry,
    [members.startedAt]: typeof startedAt === 'string' ? startedAt : UNKNOWN,
    [members.endedAt]: null,
  });
  return {
    told,
    startedAt,
    endedAt,
    since: moment(since),
    events: events as FixtureEntry['events'],
    timezone: String(timezone),
    lifecycle: () => lifecycles.of(fixtures.catalogue, told),
  };
}
