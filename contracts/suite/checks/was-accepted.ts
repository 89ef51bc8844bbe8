import { provenanceOf, UNKNOWN } from '../../files/provenance.ts';
import type { Check } from './check.ts';

/** What the contract allows is not refused. */
export const wasAccepted: Check = {
  name: 'accepted',
  failuresOf({ contract, received, expected, json }) {
    if (!expected.accepted || received.status < 300) return [];
    const { operation, api } = contract;
    const [status = '200', response] = [...operation.responses].find(([key]) => key.startsWith('2')) ?? [];
    const holder = response?.node ?? operation.node;
    const promise = api.origins.place(holder);
    return [
      {
        sentence: `${operation.id} answered ${received.status} to a request that the contract allows; documented: ${status}`,
        provenance: provenanceOf(holder, api.origins) ?? operation.provenance ?? UNKNOWN,
        ...(promise && { promise }),
        expected: status,
        actual: json === undefined ? received.status : { status: received.status, body: json },
      },
    ];
  },
};
