import type { Check } from './check.ts';
import { violationsOf } from './violation-failures.ts';

/** The contract has this status for this operation. */
export const statusDeclared: Check = {
  name: 'status-declared',
  failuresOf(exchange) {
    const { contract, received } = exchange;
    const { id, responses } = contract.operation;
    const documented = ofTheSameKind([...responses.keys()], received.status);
    return violationsOf(exchange)
      .filter((violation) => violation.in === 'status')
      .map(({ provenance, promise }) => ({
        sentence: `${id} answered ${received.status}; documented: ${documented}`,
        provenance,
        ...(promise && { promise }),
        expected: documented,
        actual: received.status,
      }));
  },
};

/** Instead of 201 there is 200: the refusals that there are as well are not what it should have been. */
function ofTheSameKind(declared: string[], status: number): string {
  const alike = declared.filter((one) => one[0] === String(status)[0]);
  return (alike.length > 0 ? alike : declared).join(', ');
}
