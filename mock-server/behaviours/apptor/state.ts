import type { Flow } from './directory.ts';

/** `stateCd` of the page /api/executions. */
export const STATE = { running: 0, completed: 1, failed: 2, cancelled: 3 } as const;

const WAITING_NODES = ['userTask', 'inputNode'];

/** Where a new run of a flow is: at the first node that waits for a person, else running. */
export function stateAt({ nodes }: Flow): { state: string; facts: Record<string, unknown> } {
  const waiting = nodes.find(({ nodeType }) => WAITING_NODES.includes(nodeType))?.nodeId;
  // A run that waits is running as far as stateCd goes (page /node-reference/input-node).
  return waiting
    ? { state: `waiting at ${waiting}`, facts: { stateCd: STATE.running, waitingNode: waiting } }
    : { state: 'running', facts: { stateCd: STATE.running } };
}
