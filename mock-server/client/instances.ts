import type { Instance } from '../domain/instances/instance.ts';
import type { ControlPlane } from './control-plane.ts';

/** Which instances are meant: those for which all that is given holds. */
export interface InstanceFilter {
  api?: string;
  /** A state of the lifecycle, or a word the product has for it. */
  state?: string;
  /** The process definition's name, or the flow's id. */
  process?: string;
  /** Words of its id, key or data, or how they begin. */
  text?: string;
}

/** How many instances there are, by what they are listed by. */
export interface InstanceCounts {
  total: number;
  api: Record<string, number>;
  process: Record<string, number>;
  /** By state of the lifecycle. */
  state: Record<string, number>;
  /** The one of the whole world that moves next by itself, and when; null where none does. */
  nextDue: { id: string; at: string } | null;
}

/** How long is waited for a state, and in which time. */
export interface StateWait {
  /** The world's clock jumps to what is due next, instead of going its way. */
  skip?: boolean;
  /** Real seconds at most; 10 unless said. */
  seconds?: number;
}

/** An event of a lifecycle. */
export interface InstanceEvent {
  type: string;
  data?: Record<string, unknown>;
}

const PAGE = 1000;
const SECONDS = 10;

/** What was started in a world. */
export class Instances {
  readonly #control: ControlPlane;

  constructor(control: ControlPlane) {
    this.#control = control;
  }

  /** All of them, those of the fixtures included. */
  async list(filter: InstanceFilter = {}): Promise<Instance[]> {
    const items: Instance[] = [];
    let cursor: string | undefined;
    do {
      const query = { ...filter, limit: PAGE, cursor };
      const page = (await this.#control.call('GET', '/instances', { query })) as {
        items: Instance[];
        next?: string;
      };
      items.push(...page.items);
      cursor = page.next;
    } while (cursor !== undefined);
    return items;
  }

  async count(filter: InstanceFilter = {}): Promise<InstanceCounts> {
    const query = { ...filter, counts: true, limit: 1 };
    const { counts } = (await this.#control.call('GET', '/instances', { query })) as {
      counts: InstanceCounts;
    };
    return counts;
  }

  /** @throws ControlPlaneError when there is none */
  async get(id: string): Promise<Instance> {
    return (await this.#control.call('GET', place(id))) as Instance;
  }

  /**
   * The instance, once it is in a state.
   * @param state of the lifecycle, or a word the product has for it
   * @throws ControlPlaneError when it does not get there in time, or never can
   */
  async waitFor(id: string, state: string, { skip, seconds = SECONDS }: StateWait = {}): Promise<Instance> {
    const body = { state, seconds, ...(skip && { skip }) };
    return (await this.#control.call('POST', `${place(id)}/wait`, { body, wait: seconds })) as Instance;
  }

  /**
   * Sends an event of its lifecycle to an instance.
   * @param event with data, or its type alone
   * @throws ControlPlaneError when its state does not take it
   */
  async send(id: string, event: InstanceEvent | string): Promise<Instance> {
    const body = typeof event === 'string' ? { type: event } : event;
    return (await this.#control.call('POST', `${place(id)}/events`, { body })) as Instance;
  }
}

const place = (id: string): string => `/instances/${encodeURIComponent(id)}`;
