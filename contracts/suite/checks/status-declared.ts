import type { Check } from './check.ts';
import { violationsOf } from './violations.ts';

/** The contract has this status for this operation. */
export const statusDeclared: Check = {
  name: 'status-declared',
  judge(exchange) {
    const { contract, received } = exchange;
    const { id } = contract.operation;
    return violationsOf(exchange)
      .filter((violation) => violation.in === 'status')
      .map(({ expected, provenance, promise }) => ({
        sentence: `${id} answered ${received.status}; documented: ${expected}`,
        provenance,
        ...(promise && { promise }),
        expected: String(expected),
        actual: received.status,
      }));
  },
};
