import { millisecondsAt } from '../time/spread.ts';
import { type Data, merge } from '../values/process-data.ts';
import { Refusal } from '../values/refusal.ts';
import { type LifecycleConfig, type StateConfig, transitions } from './lifecycle-config.ts';
import {
  type DataMatches,
  delayOf,
  lengthOf,
  MACHINE,
  machineOf,
  type Snapshot,
  xstate,
} from './lifecycle-machine.ts';

/** A delayed transition that an instance waits for. */
export interface Timer {
  /** Name of the delay, as the lifecycle writes it. */
  delay: string;
  /** Milliseconds since 1970. */
  due: number;
}

/** Where an instance is in its lifecycle. */
export interface Position {
  state: string;
  data: Data;
  timers: Timer[];
}

export interface LifecycleEvent {
  type: string;
  /** Merged over the instance's data before guards look at it. */
  data?: Data;
}

/** Says at which of the ten thousand places of its spread a delay of an instance is. */
export type DrawPlace = (delay: string) => number;

/** In the middle: for who asks about a lifecycle and not about an instance. */
const MEDIAN: DrawPlace = () => 5000;

/** A lifecycle, ready to be followed. Pure: positions go in, positions come out. */
export class Lifecycle {
  readonly config: LifecycleConfig;
  readonly #judge: DataMatches;
  /** Made when it is needed first: most of the lifecycles there are, nobody uses in a run. */
  #made: ReturnType<typeof machineOf> | undefined;
  /** By state, the delays that begin with it. */
  readonly #delays = new Map<string, string[]>();
  /** By delay, in milliseconds. */
  readonly #lengths = new Map<string, number>();
  /** By state and delay, where a plain way leads, its timers counted from zero. */
  readonly #plain = new Map<string, Position>();

  /** @param config without `lifecycleProblems` */
  constructor(config: LifecycleConfig, judge: DataMatches) {
    this.config = config;
    this.#judge = judge;
  }

  get #machine(): ReturnType<typeof machineOf> {
    this.#made ??= machineOf(this.config, this.#judge);
    return this.#made;
  }

  /** The position of a new instance. */
  begin(data: Data, now: number, draw = MEDIAN): Position {
    const { initial } = this.config;
    // Without entry actions there is nothing to work out, and most processes need no machine before they end.
    if (this.stateOf(initial)?.entry === undefined)
      return { state: initial, data, timers: this.timersOf(initial, now, draw) };
    const [snapshot, actions] = xstate().initialTransition(this.#machine, { data });
    return this.#position(snapshot, actions, [], now, draw);
  }

  /** The delays that begin when a state is entered. */
  timersOf(state: string, now: number, draw = MEDIAN): Timer[] {
    const known = this.#delays.get(state) ?? Object.keys(this.stateOf(state)?.after ?? {});
    this.#delays.set(state, known);
    return known.map((delay) => ({ delay, due: now + this.#lengthOf(delay, draw) }));
  }

  /** How long a delay is, in milliseconds. */
  #lengthOf(delay: string, draw: DrawPlace): number {
    const spread = this.#spreadOf(delay);
    if (spread) return millisecondsAt(spread, draw(delay));
    const length = this.#lengths.get(delay) ?? lengthOf(delay);
    this.#lengths.set(delay, length);
    return length;
  }

  #spreadOf(delay: string) {
    const { delays } = this.config;
    return delays && Object.hasOwn(delays, delay) ? delays[delay] : undefined;
  }

  stateOf(name: string): StateConfig | undefined {
    return Object.hasOwn(this.config.states, name) ? this.config.states[name] : undefined;
  }

  /**
   * What the product shows of an instance in a state.
   * @throws Refusal unavailable, for an instance that was kept with another lifecycle than there is now
   */
  metaOf({ id, state }: { id: string; state: string }): Data {
    const { meta } = this.stateOf(state) ?? {};
    if (meta) return meta;
    const advice = 'mend the lifecycle, or reset the world';
    const reason = `instance ${id} is in state ${state}, which its lifecycle does not have any more; ${advice}`;
    throw new Refusal('unavailable', { reason });
  }

  isFinal(name: string): boolean {
    return this.stateOf(name)?.type === 'final';
  }

  /** The events that a state knows. */
  eventsOf(name: string): string[] {
    return Object.keys(this.stateOf(name)?.on ?? {});
  }

  /** Follows a timer; `now` is the moment it fell due. */
  fire(position: Position, timer: Timer, now: number, draw = MEDIAN): Position {
    if (!this.#isPlain(position.state, timer.delay)) return this.#fire(position, timer, now, draw);
    const way = `${position.state} ${timer.delay}`;
    const known = this.#plain.get(way) ?? this.#fire({ ...position, data: {} }, timer, 0, draw);
    this.#plain.set(way, known);
    const timers = known.timers.map(({ delay, due }) => ({ delay, due: now + due }));
    return { state: known.state, data: position.data, timers };
  }

  /** Whether a delay leads to one state whatever the data, and leaves the data alone: then once is enough to know. */
  #isPlain(state: string, delay: string): boolean {
    const ways = transitions(this.stateOf(state)?.after?.[delay] ?? []);
    return ways.every(({ target, guard, actions }) => {
      // Where it stays in its state, the other timers go on.
      const entered = target === undefined || target === state ? undefined : this.stateOf(target);
      if (entered === undefined || Object.keys(entered.after ?? {}).some((one) => this.#spreadOf(one)))
        return false;
      return entered.entry === undefined && guard === undefined && actions === undefined;
    });
  }

  #fire(position: Position, { delay }: Timer, now: number, draw: DrawPlace): Position {
    const after = `xstate.after.${delay}.${MACHINE}.${position.state}`;
    const moved = this.#follow(position, { type: after }, position.data, now, draw);
    // A guard may keep it where it is; the timer is over in any case.
    const timers = moved.timers.filter((timer) => timer.delay !== delay || timer.due > now);
    return { ...moved, timers };
  }

  /** Where an event leads; undefined when the state does not take it. */
  send(position: Position, event: LifecycleEvent, now: number, draw = MEDIAN): Position | undefined {
    if (!this.eventsOf(position.state).includes(event.type)) return undefined;
    const data = event.data ? merge(position.data, event.data) : position.data;
    const before = this.#machine.resolveState({ value: position.state, context: { data } });
    // Not `can`: that overlooks a transition without target and actions, which takes the event's data all the same.
    const ways = this.#machine.getTransitionData(before, { type: event.type });
    return ways.length > 0 ? this.#follow(position, { type: event.type }, data, now, draw) : undefined;
  }

  #follow(position: Position, event: { type: string }, data: Data, now: number, draw: DrawPlace): Position {
    const before = this.#machine.resolveState({ value: position.state, context: { data } });
    const [after, actions] = xstate().transition(this.#machine, before, event);
    return this.#position(after, actions, position.timers, now, draw);
  }

  #position(
    snapshot: Snapshot,
    actions: readonly { type: string; params?: unknown }[],
    earlier: Timer[],
    now: number,
    draw: DrawPlace,
  ): Position {
    let timers = earlier;
    for (const { type, params } of actions) {
      const { event, delay, sendId } = (params ?? {}) as {
        event?: { type: string };
        delay?: number;
        sendId?: string;
      };
      if (type === 'xstate.cancel')
        timers = timers.filter((timer) => timer.delay !== delayOf(String(sendId)));
      if (type === 'xstate.raise' && event && delay !== undefined) {
        const name = delayOf(event.type);
        timers = [
          ...timers,
          { delay: name, due: now + (this.#spreadOf(name) ? this.#lengthOf(name, draw) : delay) },
        ];
      }
    }
    return { state: String(snapshot.value), data: snapshot.context.data, timers };
  }
}
