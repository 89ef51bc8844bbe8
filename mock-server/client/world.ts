import { WorldClock } from './clock.ts';
import { ControlPlane, ControlPlaneError } from './control-plane.ts';
import { Faults } from './faults.ts';
import { Instances } from './instances.ts';
import { Requests } from './requests.ts';
import { type Snapshot, snapshotOf } from './snapshot.ts';

const NOT_FOUND = 404;

/** A world of a stand-in: everything that can change, and nothing that another world sees. */
export class World {
  readonly name: string;
  /** The address of the APIs in this world, without a slash at the end. */
  readonly url: string;
  readonly clock: WorldClock;
  readonly instances: Instances;
  readonly requests: Requests;
  readonly faults: Faults;
  readonly #control: ControlPlane;

  /**
   * @param url of the world, without a slash at the end
   * @param token the admin token, where one is asked for
   */
  constructor(name: string, url: string, token?: string) {
    this.name = name;
    this.url = url;
    this.#control = new ControlPlane(url, token);
    this.clock = new WorldClock(this.#control);
    this.instances = new Instances(this.#control);
    this.requests = new Requests(this.#control);
    this.faults = new Faults(this.#control);
  }

  /** Takes it back to the fixtures: instances, clock, ids, what was learned, faults, journal. */
  async reset(): Promise<void> {
    await this.#control.call('POST', '/reset');
  }

  /** Instances and clock as plain JSON, sorted: for a snapshot of the test runner, or a file in git. */
  async snapshot(): Promise<Snapshot> {
    return snapshotOf(await this.#control.call('GET', '/clock'), await this.instances.list());
  }

  /** Forgets it with all that is in it; the default world can only be reset. */
  async delete(): Promise<void> {
    try {
      await this.#control.call('DELETE', `/worlds/${encodeURIComponent(this.name)}`);
    } catch (error) {
      // Nobody had asked anything of it yet.
      if (!(error instanceof ControlPlaneError && error.status === NOT_FOUND)) throw error;
    }
  }
}
