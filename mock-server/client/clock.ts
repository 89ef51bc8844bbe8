import type { ControlPlane } from './control-plane.ts';

/** What a clock shows. */
export interface ClockFace {
  /** ISO 8601, milliseconds. */
  now: string;
  mode: 'running' | 'frozen';
}

/** The clock of a world: it goes where the test wants it, and never back. */
export class WorldClock {
  readonly #control: ControlPlane;

  constructor(control: ControlPlane) {
    this.#control = control;
  }

  async now(): Promise<Date> {
    return new Date((await this.#call('GET', '/clock')).now);
  }

  /** @param by an ISO 8601 duration without months and years, such as `PT2H` or `P30D` */
  advance(by: string): Promise<ClockFace> {
    return this.#call('POST', '/clock/advance', { by });
  }

  /** @param to a `Date`, or an ISO 8601 instant */
  set(to: Date | string): Promise<ClockFace> {
    return this.#call('POST', '/clock/set', { to: to instanceof Date ? to.toISOString() : to });
  }

  /** From now on it stands. */
  freeze(): Promise<ClockFace> {
    return this.#call('POST', '/clock/freeze');
  }

  /** From now on it goes. */
  run(): Promise<ClockFace> {
    return this.#call('POST', '/clock/run');
  }

  async #call(method: string, path: string, body?: object): Promise<ClockFace> {
    return (await this.#control.call(method, path, body && { body })) as ClockFace;
  }
}
