import type { JournalEntry } from '../domain/journal/journal-entry.ts';
import { type ControlPlane, ControlPlaneError } from './control-plane.ts';

/** Which requests are meant: those for which all that is given holds. */
export interface RequestMatcher {
  operationId?: string;
  /** The API's name. */
  api?: string;
  /** In any case. */
  method?: string;
  /** As asked, without world and query; `*` is anything within a segment, `**` anything at all. */
  path?: string;
  /** The answer's; 0 for a request that got none. */
  status?: number;
  /** A text that the body contains, or JSON that is part of it: what an object does not name does not matter. */
  bodyContains?: unknown;
}

const SECONDS = 10;

/** What a world was asked: its journal. The newest request, the one answered last, comes first. */
export class Requests {
  readonly #control: ControlPlane;

  constructor(control: ControlPlane) {
    this.#control = control;
  }

  /** All that the journal keeps. */
  async all(): Promise<JournalEntry[]> {
    const all: JournalEntry[] = [];
    let path: string | undefined = '/requests?limit=1000';
    while (path !== undefined) {
      const page = (await this.#control.call('GET', path)) as { items: JournalEntry[]; next?: string };
      all.push(...page.items);
      path = page.next === undefined ? undefined : `/requests?limit=1000&cursor=${page.next}`;
    }
    return all;
  }

  /**
   * One of them.
   * @param id as in the answer's `X-Mock-Request`
   * @throws ControlPlaneError when there is none
   */
  async get(id: string): Promise<JournalEntry> {
    return (await this.#control.call('GET', `/requests/${encodeURIComponent(id)}`)) as JournalEntry;
  }

  /** Those that are meant. */
  async find(matcher: RequestMatcher = {}): Promise<JournalEntry[]> {
    return itemsOf(await this.#control.call('POST', '/requests/find', { body: matcher }));
  }

  async count(matcher: RequestMatcher = {}): Promise<number> {
    const { count } = (await this.#control.call('POST', '/requests/count', { body: matcher })) as {
      count: number;
    };
    return count;
  }

  /**
   * The newest of those that are meant, once there is one.
   * @param seconds how long is waited at most; 10 unless said
   * @throws ControlPlaneError when none comes in time
   */
  async waitFor(matcher: RequestMatcher, { seconds = SECONDS } = {}): Promise<JournalEntry> {
    const said = { body: matcher, wait: seconds };
    const [newest] = itemsOf(await this.#control.call('POST', '/requests/find', said));
    if (newest) return newest;
    throw new ControlPlaneError(`no request as ${JSON.stringify(matcher)} came in ${seconds} s`, 0, {});
  }

  /** Forgets all of them. */
  async clear(): Promise<void> {
    await this.#control.call('DELETE', '/requests');
  }
}

function itemsOf(answer: unknown): JournalEntry[] {
  return (answer as { items: JournalEntry[] }).items;
}
