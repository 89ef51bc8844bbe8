import type { Contract } from '../../reader/contract.ts';
import type { Place } from '../../reader/mistake.ts';
import { type Provenance, UNKNOWN } from '../../reader/provenance.ts';
import type { Expected } from '../checks/check.ts';

/**
 * What is expected of a request that is to be refused.
 * @param name of the refusal in the API's `refusals.yaml`
 * @param promised who says that it is refused; without it, who says how
 */
export function refusal(
  { api }: Contract,
  name: string,
  because: string,
  promised?: { provenance: Provenance; promise?: Place },
): Expected {
  const rule = api.refusals.get(name);
  if (!rule) throw new Error(`${api.name} has no refusal ${name}`);
  const { provenance = rule.provenance ?? UNKNOWN, promise } = promised ?? {};
  return { accepted: false, refusals: [rule], because, provenance, ...(promise && { promise }) };
}
