import { createRequire } from 'node:module';
import type * as XState from 'xstate';
import { milliseconds } from '../time/duration.ts';
import { type Data, merge, pick } from '../values/process-data.ts';
import { Refusal } from '../values/refusal.ts';
import { type LifecycleConfig, type StateConfig, transitions, waysOut } from './lifecycle-config.ts';

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

/** Decides whether data fits a JSON Schema. */
export type Judge = (schema: unknown, data: Data) => boolean;

/** A lifecycle, ready to be followed. Pure: positions go in, positions come out. */
export class Lifecycle {
  readonly config: LifecycleConfig;
  readonly #judge: Judge;
  /** Made when it is needed first: most of the lifecycles there are, nobody uses in a run. */
  #made: ReturnType<typeof machineOf> | undefined;
  /** Those of the first state, counted from zero. */
  #delays: Timer[] | undefined;
  /** By state and delay, where a plain way leads, its timers counted from zero. */
  readonly #plain = new Map<string, Position>();

  /** @param config without `lifecycleProblems` */
  constructor(config: LifecycleConfig, judge: Judge) {
    this.config = config;
    this.#judge = judge;
  }

  get #machine(): ReturnType<typeof machineOf> {
    this.#made ??= machineOf(this.config, this.#judge);
    return this.#made;
  }

  /** The position of a new instance. */
  begin(data: Data, now: number): Position {
    const { initial } = this.config;
    const { after, entry } = this.stateOf(initial) ?? {};
    if (entry !== undefined) return this.#begin(data, now);
    // Without entry actions there is nothing to work out, and most processes need no machine before they end.
    this.#delays ??= Object.keys(after ?? {}).map((delay) => ({ delay, due: lengthOf(delay) }));
    return {
      state: initial,
      data,
      timers: this.#delays.map(({ delay, due }) => ({ delay, due: now + due })),
    };
  }

  #begin(data: Data, now: number): Position {
    const [snapshot, actions] = xstate().initialTransition(this.#machine, { data });
    return this.#position(snapshot, actions, [], now);
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
  fire(position: Position, timer: Timer, now: number): Position {
    if (!this.#isPlain(position.state, timer.delay)) return this.#fire(position, timer, now);
    const way = `${position.state} ${timer.delay}`;
    const known = this.#plain.get(way) ?? this.#fire({ ...position, data: {} }, timer, 0);
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
      return (
        entered !== undefined && entered.entry === undefined && guard === undefined && actions === undefined
      );
    });
  }

  #fire(position: Position, { delay }: Timer, now: number): Position {
    const after = `xstate.after.${delay}.${MACHINE}.${position.state}`;
    const moved = this.#follow(position, { type: after }, position.data, now);
    // A guard may keep it where it is; the timer is over in any case.
    const timers = moved.timers.filter((timer) => timer.delay !== delay || timer.due > now);
    return { ...moved, timers };
  }

  /** Where an event leads; undefined when the state does not take it. */
  send(position: Position, event: LifecycleEvent, now: number): Position | undefined {
    if (!this.eventsOf(position.state).includes(event.type)) return undefined;
    const data = event.data ? merge(position.data, event.data) : position.data;
    const before = this.#machine.resolveState({ value: position.state, context: { data } });
    // Not `can`: that overlooks a transition without target and actions, which takes the event's data all the same.
    const ways = this.#machine.getTransitionData(before, { type: event.type });
    return ways.length > 0 ? this.#follow(position, { type: event.type }, data, now) : undefined;
  }

  #follow(position: Position, event: { type: string }, data: Data, now: number): Position {
    const before = this.#machine.resolveState({ value: position.state, context: { data } });
    const [after, actions] = xstate().transition(this.#machine, before, event);
    return this.#position(after, actions, position.timers, now);
  }

  #position(
    snapshot: Snapshot,
    actions: readonly { type: string; params?: unknown }[],
    earlier: Timer[],
    now: number,
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
        timers = [...timers, { delay: delayOf(event.type), due: now + delay }];
      }
    }
    return { state: String(snapshot.value), data: snapshot.context.data, timers };
  }
}

let loaded: typeof XState | undefined;

/** Loaded when the first machine is made: that is a tenth of a start-up, and many runs end before. */
function xstate(): typeof XState {
  loaded ??= createRequire(import.meta.url)('xstate') as typeof XState;
  return loaded;
}

/** How long a delay is, in milliseconds. */
function lengthOf(delay: string): number {
  return isNumber(delay) ? Number(delay) : milliseconds(delay);
}

const isNumber = (delay: string): boolean => /^\d+$/.test(delay);

const MACHINE = 'lifecycle';

interface Snapshot {
  value: unknown;
  context: { data: Data };
}

/** `xstate.after.PT2S.lifecycle.waiting` is about the delay `PT2S`, which may itself hold a dot: `PT0.5S`. */
function delayOf(event: string): string {
  return event.slice('xstate.after.'.length, event.lastIndexOf(`.${MACHINE}.`));
}

function machineOf(config: LifecycleConfig, judge: Judge) {
  const names = Object.values(config.states).flatMap((state) =>
    waysOut(state).filter(({ key }) => key === 'after'),
  );
  const delays = names
    .filter(({ name }) => !isNumber(name))
    .map(({ name }) => [name, lengthOf(name)] as const);
  const { assign, setup } = xstate();
  return setup({
    types: {} as { context: { data: Data }; input: { data: Data }; events: { type: string } },
    delays: Object.fromEntries(delays),
    guards: {
      dataMatches: ({ context }, params: { schema: unknown }) => judge(params.schema, context.data),
    },
    actions: {
      mergeData: assign(({ context }, params: { data: Data }) => ({
        data: merge(context.data, params.data),
      })),
      removeData: assign(({ context }, params: { names: string[] }) => ({
        data: pick(context.data, (name) => !params.names.includes(name)),
      })),
    },
    // The published grammar is a subset of what XState takes, checked by its own schema before.
  }).createMachine({
    ...(config as object),
    id: MACHINE,
    // Resolving a state asks for a context too, without input: an error there is caught, and costs most of the time.
    context: ({ input }: { input?: { data: Data } }) => ({ data: input?.data ?? {} }),
  } as never);
}
