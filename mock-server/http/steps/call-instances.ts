import type { Instances } from '../../behaviours/behaviour.ts';
import type { Instance } from '../../domain/instances/instance.ts';
import { WorldInstances } from '../../simulation/instances/world-instances.ts';
import type { Exchange } from '../exchange.ts';
import { waitUntilEnded } from './wait-until-ended.ts';

/** The instances of the world that a request is for, as its behaviour sees them. */
export class CallInstances extends WorldInstances implements Instances {
  readonly #exchange: Exchange;

  constructor(exchange: Exchange) {
    super(exchange.simulation, exchange.world);
    this.#exchange = exchange;
  }

  /** An instance; where it is stored and not shown, whoever refuses the request can say so. */
  override async get(id: string): Promise<Instance | undefined> {
    const { simulation, world } = this.#exchange;
    const instance = await super.get(id);
    const reason = instance ? undefined : simulation.store.reasonOf(world.name, id);
    if (reason !== undefined) this.#exchange.quarantined = reason;
    return instance;
  }

  untilEnded(id: string): Promise<Instance | undefined> {
    return waitUntilEnded(this.#exchange, this, id);
  }
}
