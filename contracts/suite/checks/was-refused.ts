import { UNKNOWN } from '../../files/provenance.ts';
import type { Check } from './check.ts';

/** What must be refused is refused, with a status that goes with the reason. */
export const wasRefused: Check = {
  name: 'refused',
  failuresOf({ contract, received, expected }) {
    if (expected.accepted) return [];
    const { id } = contract.operation;
    const statuses = statusesOf(expected.refusals);
    if (statuses.includes(received.status)) return [];
    const told = `${id} answered ${received.status} although ${expected.because}; documented: ${statuses.join(' or ')}`;
    const failure = {
      sentence: told,
      cause: expected.cause,
      expected: statuses.join(' or '),
      actual: received.status,
    };
    const isRefusal = received.status >= 400 && received.status < 500;
    if (!isRefusal) {
      const { provenance, promise } = expected;
      return [{ ...failure, provenance, ...(promise && { promise }) }];
    }
    return [{ ...failure, provenance: expected.refusals[0]?.provenance ?? UNKNOWN }];
  },
};

/** Every status that one of the refusals may have. */
export function statusesOf(refusals: { status: number; variants: Record<string, unknown> }[]): number[] {
  return [
    ...new Set(refusals.flatMap(({ status, variants }) => [status, ...Object.keys(variants).map(Number)])),
  ];
}
