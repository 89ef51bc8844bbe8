import { inventedIds } from '../../reader/calls/good-call.ts';
import { goodRequestOf } from '../../reader/calls/good-request.ts';
import type { Contract } from '../../reader/contract.ts';
import { CannotGenerate } from '../../schema/values/walk/cannot-generate.ts';
import type { Sequences } from '../arazzo/read-sequences.ts';
import type { InventedId } from '../report/report.ts';
import type { ApiTarget } from '../target/target.ts';

/** The ids that neither the target nor the documentation has, so that calls were made with others. */
export function inventedIn(
  contracts: Iterable<Contract>,
  targetOf: (api: string) => ApiTarget | undefined,
  sequencesOf: (api: string) => Sequences | undefined,
): InventedId[] {
  return [...contracts].flatMap((contract) => {
    const { api, id } = contract.operation;
    const target = targetOf(api);
    const own = target?.operations?.[id];
    if (!target || own?.skip !== undefined) return [];
    const known = { ...target.values, ...own?.values, ...sequencesOf(api)?.prepare.get(id)?.values };
    const names = inventedIds(contract, known);
    const path = names.length === 0 ? {} : pathOf(contract);
    return names.map((name) => ({ api, operationId: id, name, value: path[name] ?? '' }));
  });
}

/** Of an operation for which no request can be made there is none; that is told elsewhere. */
function pathOf(contract: Contract): Record<string, string> {
  try {
    return goodRequestOf(contract).path;
  } catch (error) {
    if (error instanceof CannotGenerate) return {};
    throw error;
  }
}
