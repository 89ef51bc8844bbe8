import type { ControlPlane } from './control-plane.ts';

/** Milliseconds, or what they are drawn from. */
type Delay =
  | number
  | { fixed: number }
  | { uniform: { min: number; max: number } }
  | { lognormal: { median: number; sigma: number } };

/** What goes wrong, for which requests, when and how often: `contracts/faults.schema.json`. */
export interface Fault {
  operationId?: string;
  /** The API's name. */
  api?: string;
  /** As asked, without world and query; `*` is anything within a segment, `**` anything at all. */
  path?: string;
  /** A JSON Schema that the body fits. */
  match?: unknown;
  /** The status that is answered, in the product's own envelope. */
  code?: number;
  /** Or the refusal that is answered, by its name. */
  refusal?: string;
  delay?: Delay;
  /** With `code` or `refusal`: the seconds of its `Retry-After`. */
  retryAfter?: number;
  fault?: 'reset' | 'empty' | 'truncate' | 'garbage' | 'drip' | 'stall';
  /** `after`: the request has its effect, and only its answer is lost. */
  when?: 'before' | 'after';
  /** 0 to 1. */
  probability?: number;
  /** How many requests go unharmed first. */
  skip?: number;
  /** How many are harmed then. */
  times?: number;
  /** On the world's clock: instants, or times of day (UTC) such as `10:00`. */
  from?: string;
  to?: string;
  /** `flaky`, `slow`, `rate-limited`, `token-expired`, `maintenance` or `offline`. */
  profile?: string;
}

/** A fault, and what it did since it was set. */
export interface StandingFault extends Fault {
  /** How many requests it was for. */
  matched: number;
  /** How often it did something. */
  fired: number;
}

/** What goes wrong in a world. */
export class Faults {
  readonly #control: ControlPlane;

  constructor(control: ControlPlane) {
    this.#control = control;
  }

  async list(): Promise<StandingFault[]> {
    return (await this.#control.call('GET', '/faults')) as StandingFault[];
  }

  /**
   * These faults, instead of those there are; counting begins anew.
   * @throws ControlPlaneError for a list with mistakes, naming each; nothing is changed then
   */
  async set(...faults: Fault[] | [Fault[]]): Promise<void> {
    await this.#control.call('PUT', '/faults', { body: faults.flat() });
  }

  /** No faults any more. */
  async clear(): Promise<void> {
    await this.#control.call('DELETE', '/faults');
  }
}
