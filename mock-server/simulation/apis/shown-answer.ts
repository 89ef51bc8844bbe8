import type { JsonObject } from '../../../contracts/files/json.ts';
import type { Violation } from '../../../contracts/schema/judging/violation.ts';
import type { Following, Instance } from '../../domain/instances/instance.ts';
import type { LoadedApi } from './loaded-api.ts';

/** What the product would say of an instance, and in what that breaks the contract. */
export interface ShownAnswer {
  operationId: string;
  broken: Violation[];
}

/**
 * Judges what the product would answer for an instance; undefined for a product that is not asked for one.
 * @throws Error where its state shows nothing
 */
export function judgeShown(
  { behaviour, contracts, lifecycles }: Pick<LoadedApi, 'behaviour' | 'contracts' | 'lifecycles'>,
  catalogue: JsonObject,
  instance: Instance,
): ShownAnswer | undefined {
  if (!behaviour?.shown) return undefined;
  const lifecycleOf = (following: Following) => lifecycles.of(catalogue, following);
  const { operationId, body } = behaviour.shown(instance, catalogue, lifecycleOf);
  const answer = { status: 200, headers: { 'content-type': 'application/json' }, body };
  const broken = contracts.get(operationId)?.checkAnswer(answer) ?? [];
  return { operationId, broken: broken.filter((violation) => violation.in === 'body') };
}
