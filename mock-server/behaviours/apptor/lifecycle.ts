import type { Following } from '../../domain/instances/instance.ts';
import type { LifecycleConfig, StateConfig } from '../../domain/instances/lifecycle-config.ts';
import { type Catalogue, directoryOf, type Flow } from './id-lookup.ts';
import type { Facts, Shown } from './product.ts';

/** The event that a start with the same correlationKey sends to runs that catch it. */
export const CORRELATE = 'CORRELATE';

const WORDS = ['running', 'completed', 'failed', 'cancelled'];
const WAITING_NODES = ['userTask', 'inputNode'];

const ENDS: Record<string, StateConfig> = {
  completed: { type: 'final', meta: { stateCd: 1 } },
  failed: { type: 'final', meta: { stateCd: 2 } },
  cancelled: { type: 'final', meta: { stateCd: 3 } },
};

/** The lifecycle of a run's flow. */
export function lifecycle(catalogue: Catalogue, { process }: Following<Facts>): string | LifecycleConfig {
  const flow = directoryOf(catalogue).flows.get(process)?.flow;
  if (flow?.lifecycle !== undefined) return flow.lifecycle;
  const made = madeUp.get(flow ?? NO_FLOW) ?? byNodes(flow);
  madeUp.set(flow ?? NO_FLOW, made);
  return made;
}

const madeUp = new WeakMap<object, LifecycleConfig>();
/** Stands for a flow that is not in the catalogue any more. */
const NO_FLOW = {};

/** Waits at each node that waits for a person, in turn; then it is completed a second later. */
function byNodes(flow: Flow | undefined): LifecycleConfig {
  const waiting = (flow?.nodes ?? []).filter(({ nodeType }) => WAITING_NODES.includes(nodeType));
  const names = [...waiting.map((_, index) => `waiting-${index + 1}`), 'running'];
  const states = waiting.map(({ nodeId }, index): [string, StateConfig] => [
    names[index] ?? '',
    {
      meta: { stateCd: 0, waitingNode: nodeId },
      on: { COMPLETE: names[index + 1] ?? 'running', CANCEL: 'cancelled', FAIL: 'failed' },
    },
  ]);
  const running: StateConfig = {
    meta: { stateCd: 0 },
    after: { PT1S: 'completed' },
    on: { FAIL: 'failed', CANCEL: 'cancelled' },
  };
  return { initial: names[0] ?? 'running', states: { ...Object.fromEntries(states), running, ...ENDS } };
}

/** How apptor flow calls a state: the code, its word, and the node it waits at. */
export function words({ stateCd, waitingNode }: Shown): string[] {
  return [String(stateCd), WORDS[stateCd] ?? '', ...(waitingNode ? ['waiting', waitingNode] : [])];
}
