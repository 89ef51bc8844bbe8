import type { Spread } from '../time/spread.ts';
import type { Data } from '../values/process-data.ts';

/**
 * A lifecycle as `contracts/lifecycle.schema.json` has it: an XState v5 machine configuration with flat states,
 * delays as ISO 8601 durations, and guards and actions of a small set.
 */
export interface LifecycleConfig {
  description?: string;
  initial: string;
  /** By name, delays that differ from instance to instance. */
  delays?: Record<string, Spread>;
  states: Record<string, StateConfig>;
}

export interface StateConfig {
  description?: string;
  type?: 'final';
  /** What the product shows of an instance in this state; its schema is the API's `state.schema.json`. */
  meta: Data;
  entry?: OneOrMore<Action>;
  /** By delay: an ISO 8601 duration, milliseconds, or the name of one of the lifecycle's `delays`. */
  after?: Record<string, OneOrMore<Transition>>;
  /** By event. */
  on?: Record<string, OneOrMore<Transition>>;
}

/** A state's name, or more about the way to it; without target it stays where it is. */
export type Transition =
  | string
  | {
      target?: string;
      /** A way back to the same state enters it anew: its delays begin again. */
      reenter?: boolean;
      guard?: Guard;
      actions?: OneOrMore<Action>;
      description?: string;
    };

type Guard = { type: 'dataMatches'; params: { schema: unknown } };

type Action =
  | { type: 'mergeData'; params: { data: Data } }
  | { type: 'removeData'; params: { names: string[] } };

export type OneOrMore<T> = T | T[];

/** All transitions that a state writes under a key, as a list. */
export function transitions(written: OneOrMore<Transition>): Exclude<Transition, string>[] {
  const list = Array.isArray(written) ? written : [written];
  return list.map((one) => (typeof one === 'string' ? { target: one } : one));
}

/** Every way out of a state: what causes it, and where it leads. */
export function waysOut({ after = {}, on = {} }: StateConfig): {
  cause: string;
  key: 'after' | 'on';
  name: string;
  index: number;
  target: string | undefined;
}[] {
  const of = (key: 'after' | 'on', ways: Record<string, OneOrMore<Transition>>) =>
    Object.entries(ways).flatMap(([name, written]) =>
      transitions(written).map(({ target }, index) => ({
        cause: key === 'after' ? `after ${name}` : name,
        key,
        name,
        index: Array.isArray(written) ? index : -1,
        target,
      })),
    );
  return [...of('after', after), ...of('on', on)];
}
