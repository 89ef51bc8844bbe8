import { Refusal } from '../../domain/values/refusal.ts';
import type { Behaviour } from '../behaviour.ts';
import { runOf } from './execute.ts';
import { directoryOf } from './id-lookup.ts';
import type { Apptor } from './product.ts';

/** A run of the flow's latest published version, for the organization that owns it. */
export const begin: NonNullable<Behaviour<Apptor>['begin']> = async (wanted, catalogue, _schemas, ids) => {
  const { process: processId, environment = 'PRODUCTION', correlationKey } = wanted;
  const entry = directoryOf(catalogue).flows.get(processId);
  if (!entry) throw new Refusal('unknown-flow', { processId });
  return runOf(entry.flow, entry.organization.id, { environment, correlationKey }, ids);
};
