import type { Following } from '../../domain/instances/instance.ts';
import type { LifecycleConfig, StateConfig } from '../../domain/instances/lifecycle-config.ts';
import { type Catalogue, directoryOf } from './id-lookup.ts';
import type { Facts, Shown } from './product.ts';

const final = (state: string, token: string): StateConfig => ({
  type: 'final',
  meta: { state, token: { state: token, statusCurrentNode: 'EXECUTED_PARTIAL' } },
});

const WAYS = {
  FINISH: 'finished',
  FAIL: 'failed',
  TERMINATE: 'terminated',
  EXPIRE: 'expired',
  DISMISS: 'dismissed',
};

/** For processes without a lifecycle of their own: they stay as they were started until an event comes. */
const DEFAULT: LifecycleConfig = {
  initial: 'started',
  states: {
    started: {
      meta: { state: 'STARTED', token: { state: 'ACTIVE', statusCurrentNode: 'ARRIVED' } },
      on: { ...WAYS, HOLD: 'on-hold' },
    },
    'on-hold': {
      meta: { state: 'ON HOLD', token: { state: 'ON HOLD', statusCurrentNode: 'ARRIVED' } },
      on: { UNHOLD: 'started', TERMINATE: 'terminated' },
    },
    finished: {
      type: 'final',
      meta: { state: 'FINISHED', token: { state: 'INACTIVE', statusCurrentNode: 'EXECUTED_COMPLETE' } },
    },
    failed: final('FAILED', 'ABORTED'),
    terminated: final('TERMINATED', 'TERMINATED'),
    expired: final('EXPIRED', 'EXPIRED'),
    dismissed: final('DISMISSED', 'DISMISSED'),
  },
};

/** The lifecycle of the process definition that an instance was started from. */
export function lifecycle(
  catalogue: Catalogue,
  { process, facts }: Following<Facts>,
): string | LifecycleConfig {
  const entry = directoryOf(catalogue).applications.get(facts.applicationId);
  return entry?.application.processes.find(({ name }) => name === process)?.lifecycle ?? DEFAULT;
}

/** How FlowX calls a state. */
export function words({ state }: Shown): string[] {
  return [state];
}
