import { dirname } from 'node:path';
import type { JsonObject } from '../../../contracts/files/json.ts';
import type { Wrong } from '../../../contracts/files/mistake.ts';
import { escapeKey } from '../../../contracts/files/pointer.ts';
import type { SourceFile } from '../../../contracts/files/source-file.ts';
import { bundledFixtures } from '../../../contracts/reader/fixtures.ts';
import type { Behaviour } from '../../behaviours/behaviour.ts';
import type { Instance } from '../../domain/instances/instance.ts';
import type { Lifecycle } from '../../domain/instances/lifecycle.ts';
import { timestamp } from '../../domain/time/timestamp.ts';
import type { LoadedApi } from './loaded-api.ts';
import { judgeShown } from './shown-answer.ts';

/** An API that is being loaded; what could not be compiled is left out, and nothing is said that needs it. */
type Loading = Pick<LoadedApi, 'behaviour' | 'fixtures'> & {
  contracts: LoadedApi['contracts'] | undefined;
  lifecycles: LoadedApi['lifecycles'] | undefined;
};

type Entries = NonNullable<Behaviour['instanceEntries']>;

/** Something wrong with an entry of the instances. */
interface Flaw {
  /** JSON Pointer in the entry. */
  pointer: string;
  text: string;
}

/** An entry of the instances, as it is written and as the store would keep it. */
interface Entry {
  index: number;
  written: JsonObject;
  instance: Instance;
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
  const entries = entriesOf(loading);
  const found = entries.flatMap((entry) => {
    const flaws = [
      ...(fixtures.unfit.catalogue ? [] : instanceEntries.unknownIds(entry.written, fixtures.catalogue)),
      ...flawsOfMoments(entry.instance, instanceEntries, latestMoment(fixtures.folder, host)),
      ...flawsOfState(loading, entry.instance, instanceEntries),
    ];
    return flaws.map(({ pointer, text }) => ({ text, place: source.place(`/${entry.index}${pointer}`) }));
  });
  return [...found, ...repeatedIds(entries, instanceEntries.ids, source)];
}

/** The entries that fit their schema. */
function entriesOf({ behaviour, fixtures }: Loading): Entry[] {
  return fixtures.instances.flatMap((written, index) => {
    const instance = fixtures.unfit.instances.has(index) ? undefined : behaviour?.instance?.(written);
    return instance ? [{ index, written, instance }] : [];
  });
}

/** What ships is right where the clock of a host is not. */
function latestMoment(folder: string, host: number): number {
  return dirname(folder) === bundledFixtures() ? Number.POSITIVE_INFINITY : host;
}

function flawsOfMoments({ startedAt, endedAt }: Instance, members: Entries, latest: number): Flaw[] {
  const flaws: Flaw[] = [];
  const ahead = (what: string): string => `it ${what} in the future: here it is ${timestamp(latest)}`;
  if (Date.parse(startedAt) > latest) flaws.push({ pointer: `/${members.startedAt}`, text: ahead('starts') });
  if (endedAt === undefined) return flaws;
  const pointer = `/${members.endedAt}`;
  if (Date.parse(endedAt) > latest) flaws.push({ pointer, text: ahead('ends') });
  if (Date.parse(endedAt) < Date.parse(startedAt))
    flaws.push({ pointer, text: `it ends before it starts, at ${startedAt}` });
  return flaws;
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
