import { type Due, DueQueue } from './due-queue.ts';
import { nextDue } from './due-transitions.ts';
import type { Instance } from './instance.ts';
import { PlaceList } from './place-list.ts';
import { TextIndex, wordsIn } from './text-index.ts';

/** Instances that a list does not tell apart. */
interface Group {
  api: string;
  process: string;
  /** The state, and the words that the product has for it. */
  states: readonly string[];
  places: PlaceList;
}

interface Known {
  place: number;
  version: number;
  group: Group;
}

/** Which are meant: those for which all that is given holds. */
export interface IndexFilter {
  api?: string;
  process?: string;
  /** A state of the lifecycle, or a word the product has for it. */
  state?: string;
  /** Words, each of which one of the instance's begins with. */
  text?: string;
}

/** How many instances there are, by what they are listed by. */
export interface Counts {
  total: number;
  api: Record<string, number>;
  process: Record<string, number>;
  state: Record<string, number>;
}

/**
 * Instances in the order of their lists, found by what they are listed by, and by when they move next; what is asked
 * costs as much as the answer is long.
 */
export class InstanceIndex {
  readonly #known = new Map<string, Known>();
  readonly #ids: string[] = [];
  readonly #groups = new Map<string, Group>();
  readonly #due = new DueQueue();
  readonly #text = new TextIndex();

  /**
   * Takes an instance in, as it is now; one that is there keeps its place.
   * @param words those that the product has for its state
   */
  put(instance: Instance, words: readonly string[]): void {
    const { id, version } = instance;
    const known = this.#known.get(id);
    if (known && known.version > version) return;
    const group = this.#groupOf(instance, words);
    const place = known?.place ?? this.#ids.push(id) - 1;
    if (known?.group !== group) {
      known?.group.places.remove(place);
      group.places.add(place);
    }
    this.#known.set(id, { place, version, group });
    this.#due.set(id, nextDue(instance));
  }

  /** Lets an instance that is there be found by its texts as they are now. */
  putText(instance: Instance): void {
    const known = this.#known.get(instance.id);
    if (known) this.#text.put(known.place, wordsIn(instance));
  }

  has(id: string): boolean {
    return this.#known.has(id);
  }

  /** The ids of the first ones that are meant, in order; after one of them, if that is given. */
  find(filter: IndexFilter, limit: number, after?: string): string[] {
    const place = after === undefined ? -1 : (this.#known.get(after)?.place ?? -1);
    const groups = this.#meant(filter);
    const found =
      filter.text === undefined
        ? groups.flatMap(({ places }) => places.after(place, limit))
        : this.#withText(filter.text, new Set(groups)).filter((one) => one > place);
    const sorted = found.sort((a, b) => a - b).slice(0, limit);
    return sorted.map((one) => this.#ids[one] ?? '');
  }

  count(filter: IndexFilter): Counts {
    const counts: Counts = { total: 0, api: {}, process: {}, state: {} };
    const groups = this.#meant(filter);
    const add = ({ api, process, states: [state = ''] }: Group, size: number): void => {
      if (size === 0) return;
      counts.total += size;
      counts.api[api] = (counts.api[api] ?? 0) + size;
      counts.process[process] = (counts.process[process] ?? 0) + size;
      counts.state[state] = (counts.state[state] ?? 0) + size;
    };
    if (filter.text === undefined) for (const group of groups) add(group, group.places.size);
    else for (const place of this.#withText(filter.text, new Set(groups))) add(this.#groupAt(place), 1);
    return counts;
  }

  /** The instance that moves next by itself, and when. */
  nextDue(): Due | undefined {
    return this.#due.first();
  }

  /** The ids of those that have moved by themselves; each is to be put in anew. */
  takeDue(now: number, most: number): string[] {
    return this.#due.take(now, most);
  }

  #withText(text: string, groups: ReadonlySet<Group>): number[] {
    return [...this.#text.find(text)].filter((place) => groups.has(this.#groupAt(place)));
  }

  #groupAt(place: number): Group {
    return (this.#known.get(this.#ids[place] ?? '') as Known).group;
  }

  #meant({ api, process, state }: IndexFilter): Group[] {
    return [...this.#groups.values()].filter(
      (group) =>
        (api === undefined || group.api === api) &&
        (process === undefined || group.process === process) &&
        (state === undefined || group.states.includes(state)),
    );
  }

  #groupOf({ api, process, state }: Instance, words: readonly string[]): Group {
    const states = [state, ...words];
    const name = JSON.stringify([api, process, states]);
    const group = this.#groups.get(name) ?? { api, process, states, places: new PlaceList() };
    this.#groups.set(name, group);
    return group;
  }
}
