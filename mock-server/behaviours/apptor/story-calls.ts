import type { StoryCalls } from '../behaviour.ts';

/** Events that the public call for tasks has an action for. */
const ACTIONS = new Set(['COMPLETE', 'CANCEL']);

/** A run is started with the key of its organization, and answered at the node where it waits. */
export const storyCalls: StoryCalls = {
  start: ({ process: processId, environment, correlationKey, data }) => [
    {
      operationId: 'executeWorkflow',
      params: {},
      ...(environment !== undefined && { query: { environment } }),
      body: { processId, ...(correlationKey !== undefined && { correlationKey }), data },
    },
  ],
  answer: ({ waitingNode: nodeId }, action, data) =>
    ACTIONS.has(action) && nodeId !== undefined
      ? (processInstanceId) => ({
          operationId: 'completeTask',
          params: {},
          body: { processInstanceId, nodeId, action, data },
        })
      : undefined,
};
