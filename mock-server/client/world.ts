import { WorldClock } from './clock.ts';
import { ControlPlane, ControlPlaneError } from './control-plane.ts';
import { Events } from './events.ts';
import { Faults } from './faults.ts';
import { Instances } from './instances.ts';
import { Requests } from './journal.ts';
import { type Snapshot, snapshotOf } from './snapshot.ts';
import { Snapshots } from './snapshots.ts';

const NOT_FOUND = 404;

/** How a world is to begin, and begins again when it is reset. */
export interface WorldBeginning {
  /** A moment, or how long before now: `-P21D`. */
  now?: Date | string;
  /** The same seed and the same calls give the same ids and generated values. */
  seed?: string;
  /** A copy of a snapshot, or of another world at this moment; that has time and seed of its own. */
  from?: { snapshot: string } | { world: string };
}

/** Which story is played, and how many of its cases. */
export interface StoryOrder {
  story: string;
  count: number;
  /** So many of its first cases are passed over, as they are there; none unless given. */
  from?: number;
  /** That of the world unless given. */
  seed?: string;
  /** What processes of the story are called in this catalogue. */
  as?: Record<string, string>;
  /** By JSON Pointer, what is so in the start body of every case. */
  set?: Record<string, unknown>;
  dryRun?: boolean;
}

/** A world of a stand-in: everything that can change, and nothing that another world sees. */
export class World {
  readonly name: string;
  /** The address of the APIs in this world, without a slash at the end. */
  readonly url: string;
  readonly clock: WorldClock;
  readonly instances: Instances;
  readonly requests: Requests;
  readonly faults: Faults;
  readonly snapshots: Snapshots;
  readonly #control: ControlPlane;
  /** That of the server's default world. */
  readonly #server: ControlPlane;

  /**
   * @param server its address, without a slash at the end
   * @param prefix what stands before every path of the world; nothing for the default one
   * @param token the admin token, where one is asked for
   */
  constructor(name: string, server: string, prefix: string, token?: string) {
    this.name = name;
    this.url = server + prefix;
    this.#server = new ControlPlane(server, token);
    this.#control = new ControlPlane(this.url, token);
    this.clock = new WorldClock(this.#control);
    this.instances = new Instances(this.#control);
    this.requests = new Requests(this.#control);
    this.faults = new Faults(this.#control);
    this.snapshots = new Snapshots(this.#control);
  }

  /**
   * Makes it a world that stays when others make room.
   * @throws ControlPlaneError where there is one already that is to begin otherwise, unless it may be replaced
   */
  async make(beginning: WorldBeginning = {}, { replace = false } = {}): Promise<void> {
    const { now } = beginning;
    const body = { ...beginning, ...(now instanceof Date && { now: now.toISOString() }) };
    await this.#server.call('PUT', `/worlds/${encodeURIComponent(this.name)}`, {
      ...(replace && { query: { replace } }),
      ...(Object.keys(body).length > 0 && { body }),
    });
  }

  /**
   * Plays a story into it, at its present; cases that are there already are left.
   * @throws ControlPlaneError for a story that does not fit
   */
  async seed(order: StoryOrder): Promise<{ added: number; there: number; states: Record<string, number> }> {
    const answer = await this.#control.call('POST', '/seed', { body: order });
    return answer as { added: number; there: number; states: Record<string, number> };
  }

  /**
   * Takes it back to what it was made from: instances, clock, ids, what was learned, faults, journal. A seed that nobody
   * gave is drawn anew.
   */
  async reset(): Promise<void> {
    await this.#control.call('POST', '/reset');
  }

  /**
   * A signed access token, without a browser.
   * @param user by name or e-mail address; the first of the fixtures unless given
   * @param more `ttl` as `PT5M`; `claims` stand in the token beside or instead of the user's
   * @throws ControlPlaneError for a name that the fixtures do not have
   */
  async token(
    user?: string,
    more: { client?: string; realm?: string; ttl?: string; claims?: Record<string, unknown> } = {},
  ): Promise<string> {
    const answer = await this.#control.call('POST', '/tokens', { body: { user, ...more } });
    return (answer as { access_token: string }).access_token;
  }

  /**
   * What changes in this world from now on, in order: requests, instances, clock, faults, and the server's notices. It goes
   * on until `return()` is called, as leaving a loop does, or the stand-in stops.
   * @param after the `id` of an event: what came since is told first, or how many events are gone
   */
  events({ after }: { after?: string } = {}): Events {
    return new Events(this.#control, after);
  }

  /** Instances and clock as plain JSON, sorted: for a snapshot of the test runner, or a file in git. */
  async snapshot(): Promise<Snapshot> {
    return snapshotOf(await this.#control.call('GET', '/clock'), await this.instances.list());
  }

  /** Forgets it with all that is in it; the default world can only be reset. */
  async delete(): Promise<void> {
    try {
      // Not by its own address: to use that makes the world, and another may have to go for it.
      await this.#server.call('DELETE', `/worlds/${encodeURIComponent(this.name)}`);
    } catch (error) {
      // There is none: nobody has used it yet, or it is gone already.
      if (!(error instanceof ControlPlaneError && error.status === NOT_FOUND)) throw error;
    }
  }
}
