import type { Contract } from '../../reader/contract.ts';
import type { Sequences, Workflow } from '../arazzo/read-sequences.ts';
import { createsOf } from '../cases/accepted-request.ts';
import type { Case } from '../cases/case.ts';
import { play } from './play.ts';

/** The sequences that are told under an operation. */
export function sequenceCases(
  contract: Contract,
  sequences: Sequences,
  contracts: ReadonlyMap<string, Contract>,
): Case[] {
  return sequences.tried
    .filter(({ operation }) => operation === contract.operation.id)
    .map((workflow) => ({
      contract,
      name: `sequence ${workflow.id}`,
      starts: startsOf(workflow, contracts),
      patient: workflow.steps.some(({ poll }) => poll !== undefined),
      play: (runner) => play(workflow, contracts, runner),
    }));
}

/** How many instances a workflow creates. */
function startsOf({ steps }: Workflow, contracts: ReadonlyMap<string, Contract>): number {
  return steps.filter(({ operationId, refused }) => {
    const contract = operationId === undefined ? undefined : contracts.get(operationId);
    return contract !== undefined && refused === undefined && createsOf(contract) !== undefined;
  }).length;
}
