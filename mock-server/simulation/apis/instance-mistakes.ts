import { dirname } from 'node:path';
import type { JsonObject } from '../../../contracts/files/json.ts';
import type { Wrong } from '../../../contracts/files/mistake.ts';
import { escapeKey } from '../../../contracts/files/pointer.ts';
import type { SourceFile } from '../../../contracts/files/source-file.ts';
import { bundledFixtures } from '../../../contracts/reader/fixtures.ts';
import type { Behaviour } from '../../behaviours/behaviour.ts';
import { EventNotTaken, type FixtureEntry, instanceAt } from '../../domain/instances/fixture-entry.ts';
import type { Instance } from '../../domain/instances/instance.ts';
import type { Lifecycle } from '../../domain/instances/lifecycle.ts';
import { failureReason } from '../../domain/values/failure-reason.ts';
import { entryOfFixtures } from './entry-of-fixtures.ts';
import { type Flaw, flawsOfMoments } from './flaws-of-moments.ts';
import type { LoadedApi } from './loaded-api.ts';
import { judgeShown } from './shown-answer.ts';

/** An API that is being loaded; what could not be compiled is left out, and nothing is said that needs it. */
type Loading = Pick<LoadedApi, 'behaviour' | 'fixtures'> & {
  contracts: LoadedApi['contracts'] | undefined;
  lifecycles: LoadedApi['lifecycles'] | undefined;
};

type Entries = NonNullable<Behaviour['instanceEntries']>;

/** An entry of the instances, as it is written and as the store would keep it. */
interface Entry {
  index: number;
  written: JsonObject;
  /** As a world has it that begins at this moment; undefined where that cannot be told. */
  instance: Instance | undefined;
  /** What is wrong with its moments and events. */
  flaws: Flaw[];
}

/**
 * Everything that is wrong with the instances of fixtures and that their schema cannot see, with file, line and pointer.
 * @param host what the host's clock shows, in milliseconds since 1970
 */
export function instanceMistakes(loading: Loading, host: number): Wrong[] {
  const { behaviour, fixtures } = loading;
  const { instances: source } = fixtures.sources;
  const { instanceEntries } = behaviour ?? {};
  if (!source || !instanceEntries) return [];
  const entries = entriesOf(loading, instanceEntries, host);
  const found = entries.flatMap((entry) => {
    const flaws = [
      ...(fixtures.unfit.catalogue ? [] : instanceEntries.unknownIds(entry.written, fixtures.catalogue)),
      ...entry.flaws,
      ...(entry.instance ? flawsOfState(loading, entry.instance, instanceEntries) : []),
    ];
    return flaws.map(({ pointer, text }) => ({ text, place: source.place(`/${entry.index}${pointer}`) }));
  });
  return [...found, ...repeatedIds(entries, instanceEntries.ids, source)];
}

/** The entries that fit their schema. */
function entriesOf(loading: Loading, members: Entries, host: number): Entry[] {
  const { fixtures, lifecycles } = loading;
  const latest = latestMoment(fixtures.folder, host);
  return fixtures.instances.flatMap((written, index) => {
    if (fixtures.unfit.instances.has(index) || !lifecycles) return [];
    const entry = entryOfFixtures({ ...loading, lifecycles }, written);
    if (!entry) return [];
    const flaws = flawsOfMoments(entry, members, host, latest);
    const known = flaws.length === 0 && !fixtures.unfit.catalogue && canBeFollowed(entry);
    if (!known) return [{ index, written, instance: undefined, flaws }];
    return [{ index, written, ...begunOrFlawed(entry, host) }];
  });
}

/** What ships is right where the clock of a host is not. */
function latestMoment(folder: string, host: number): number {
  return dirname(folder) === bundledFixtures() ? Number.POSITIVE_INFINITY : host;
}

/** A state that its lifecycle does not have is told as such, and not followed. */
function begunOrFlawed(entry: FixtureEntry, host: number): Pick<Entry, 'instance' | 'flaws'> {
  try {
    return { instance: instanceAt(entry, host), flaws: [] };
  } catch (error) {
    const { message } = error as Error;
    const pointer = error instanceof EventNotTaken ? `/events/${error.index}/type` : '/state';
    return { instance: undefined, flaws: [{ pointer, text: message }] };
  }
}

/** False where the catalogue names a lifecycle that cannot be followed, which is told there. */
function canBeFollowed(entry: FixtureEntry): boolean {
  return failureReason(() => entry.lifecycle()) === undefined;
}

/** What a lifecycle says of an instance, and what the product would say of it. */
function flawsOfState(loading: Loading, instance: Instance, members: Entries): Flaw[] {
  const { lifecycles, fixtures, contracts, behaviour } = loading;
  if (!lifecycles || fixtures.unfit.catalogue) return [];
  const lifecycle = followed(lifecycles, fixtures.catalogue, instance);
  if (!lifecycle) return [];
  const { state, process, endedAt } = instance;
  if (!lifecycle.stateOf(state)) {
    const text = `"${state}" is no state of the lifecycle of ${process}; it has ${statesOf(lifecycle, state, behaviour)}`;
    return [{ pointer: '/state', text }];
  }
  const end = `/${members.endedAt}`;
  const flaws: Flaw[] = [];
  if (lifecycle.isFinal(state) && endedAt === undefined)
    flaws.push({
      pointer: '/state',
      text: `"${state}" is a final state: say when it ended, as ${members.endedAt}`,
    });
  if (!lifecycle.isFinal(state) && endedAt !== undefined)
    flaws.push({ pointer: end, text: `it cannot have ended: "${state}" is no final state of ${process}` });
  const shown = contracts && judgeShown({ behaviour, contracts, lifecycles }, fixtures.catalogue, instance);
  for (const { pointer, message } of shown?.broken ?? []) {
    const text = `${shown?.operationId} would answer with a body that breaks the contract: ${pointer} ${message}`;
    flaws.push({ pointer, text });
  }
  return flaws;
}

/** Undefined where the catalogue names a lifecycle that cannot be followed, which is told there. */
function followed(
  lifecycles: LoadedApi['lifecycles'],
  catalogue: LoadedApi['fixtures']['catalogue'],
  instance: Instance,
): Lifecycle | undefined {
  try {
    return lifecycles.of(catalogue, instance);
  } catch {
    return undefined;
  }
}

/** The states by name, and those that the product calls so. */
function statesOf({ config }: Lifecycle, wanted: string, behaviour: Behaviour | undefined): string {
  const states = Object.entries(config.states);
  const meant = states.filter(([, { meta }]) => meta && behaviour?.words?.(meta).includes(wanted));
  const names = states.map(([name]) => name).join(', ');
  if (meant.length === 0) return names;
  return `${names}; the product shows "${wanted}" in ${meant.map(([name]) => name).join(', ')}`;
}

function repeatedIds(entries: readonly Entry[], members: Entries['ids'], source: SourceFile): Wrong[] {
  return members.map(String).flatMap((member) => {
    const first = new Map<unknown, number>();
    return entries.flatMap(({ written, index }) => {
      const id = written[member];
      const earlier = first.get(id);
      if (earlier === undefined) {
        first.set(id, index);
        return [];
      }
      const at = `/${escapeKey(member)}`;
      const text = `the instance at /${earlier} has the same ${member}, ${String(id)}; each is of one instance`;
      return [{ text, place: source.place(`/${index}${at}`) }];
    });
  });
}
