import type { JsonObject } from '../../../contracts/files/json.ts';
import type { Following, Instance } from '../../domain/instances/instance.ts';
import type { LifecycleConfig, StateConfig } from '../../domain/instances/lifecycle-config.ts';
import type { Data } from '../../domain/values/process-data.ts';
import type { Call } from '../behaviour.ts';
import { directoryOf } from './id-lookup.ts';

/** What FlowX shows of an instance in a state: the `meta` of `state.schema.json`. */
export interface Shown {
  state: string;
  token: { state: string; statusCurrentNode: string };
}

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
export function lifecycle(catalogue: JsonObject, { process, facts }: Following): string | LifecycleConfig {
  const entry = directoryOf(catalogue).applications.get(String(facts.applicationId));
  return entry?.application.processes.find(({ name }) => name === process)?.lifecycle ?? DEFAULT;
}

/** How FlowX calls a state. */
export function words({ state }: Data): string[] {
  return [String(state)];
}

export function shownOf(call: Call, instance: Instance): Shown {
  return call.instances.lifecycleOf(instance).metaOf(instance) as unknown as Shown;
}
