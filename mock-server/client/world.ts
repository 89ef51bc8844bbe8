import { WorldClock } from './clock.ts';
import { ControlPlane, ControlPlaneError } from './control-plane.ts';
import { Faults } from './faults.ts';
import { Instances } from './instances.ts';
import { Requests } from './journal.ts';
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
      // Not by its own address: to use that makes the world, and another may have to go for it.
      await this.#server.call('DELETE', `/worlds/${encodeURIComponent(this.name)}`);
    } catch (error) {
      // There is none: nobody has used it yet, or it is gone already.
      if (!(error instanceof ControlPlaneError && error.status === NOT_FOUND)) throw error;
    }
  }
}
