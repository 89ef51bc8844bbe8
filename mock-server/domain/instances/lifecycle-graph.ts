import { type LifecycleConfig, waysOut } from './lifecycle-config.ts';

/** A lifecycle as what can be drawn: states, and ways between them. */
export interface LifecycleGraph {
  initial: string;
  states: { name: string; description?: string; final: boolean }[];
  /** `due` are those that happen by themselves, after a delay. */
  transitions: { from: string; to: string; cause: string; due: boolean }[];
}

export function lifecycleGraph({ initial, states }: LifecycleConfig): LifecycleGraph {
  return {
    initial,
    states: Object.entries(states).map(([name, { type, description }]) => ({
      name,
      ...(description !== undefined && { description }),
      final: type === 'final',
    })),
    transitions: Object.entries(states).flatMap(([from, state]) =>
      waysOut(state).map(({ cause, key, target }) => ({
        from,
        to: target ?? from,
        cause,
        due: key === 'after',
      })),
    ),
  };
}
