import type { Place } from '../../files/mistake.ts';
import { type Provenance, UNKNOWN } from '../../files/provenance.ts';
import type { Contract } from '../../reader/contract.ts';
import type { Expected } from '../checks/check.ts';
import { causeOf } from '../checks/violation-failures.ts';

/**
 * What is expected of a request that is to be refused.
 * @param names of the refusals in the API's `refusals.yaml`, of which any will do
 * @param promised who says that it is refused; without it, who says how
 */
export function refusal(
  { api }: Contract,
  names: string | readonly string[],
  because: string,
  promised?: { provenance: Provenance; promise?: Place; in?: string; pointer?: string; keyword?: string },
): Expected {
  const refusals = [names].flat().map((name) => {
    const rule = api.refusals.get(name);
    if (!rule) throw new Error(`${api.name} has no refusal ${name}`);
    return rule;
  });
  const { provenance = refusals[0]?.provenance ?? UNKNOWN, promise } = promised ?? {};
  const broken = promised?.keyword;
  const cause =
    broken === undefined
      ? [names].flat().join(' or ')
      : causeOf(promised?.in ?? '', promised?.pointer ?? '', broken);
  return { accepted: false, refusals, because, cause, provenance, ...(promise && { promise }) };
}
