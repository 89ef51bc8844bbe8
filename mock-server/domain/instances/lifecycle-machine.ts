import { createRequire } from 'node:module';
import type * as XState from 'xstate';
import { milliseconds } from '../time/duration.ts';
import { type Data, merge, pick } from '../values/process-data.ts';
import { type LifecycleConfig, waysOut } from './lifecycle-config.ts';

/** Decides whether data fits a JSON Schema. */
export type DataMatches = (schema: unknown, data: Data) => boolean;

let loaded: typeof XState | undefined;

/** Loaded when the first machine is made: that is a tenth of a start-up, and many runs end before. */
export function xstate(): typeof XState {
  loaded ??= createRequire(import.meta.url)('xstate') as typeof XState;
  return loaded;
}

/** How long a delay is, in milliseconds. */
export function lengthOf(delay: string): number {
  return isNumber(delay) ? Number(delay) : milliseconds(delay);
}

const isNumber = (delay: string): boolean => /^\d+$/.test(delay);

/** The id of every machine: XState's names for delays have it in them. */
export const MACHINE = 'lifecycle';

/** Where a machine is. */
export interface Snapshot {
  value: unknown;
  context: { data: Data };
}

/** `xstate.after.PT2S.lifecycle.waiting` is about the delay `PT2S`, which may itself hold a dot: `PT0.5S`. */
export function delayOf(event: string): string {
  return event.slice('xstate.after.'.length, event.lastIndexOf(`.${MACHINE}.`));
}

/** A lifecycle as XState has it. */
export function machineOf(config: LifecycleConfig, judge: DataMatches) {
  const names = Object.values(config.states).flatMap((state) =>
    waysOut(state).filter(({ key }) => key === 'after'),
  );
  // How long one of those is that differ is drawn later.
  const delays = names
    .filter(({ name }) => !isNumber(name))
    .map(({ name }) => [name, Object.hasOwn(config.delays ?? {}, name) ? 1 : lengthOf(name)] as const);
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
    initial: config.initial,
    states: config.states,
    id: MACHINE,
    // Resolving a state asks for a context too, without input: an error there is caught, and costs most of the time.
    context: ({ input }: { input?: { data: Data } }) => ({ data: input?.data ?? {} }),
  } as never);
}
