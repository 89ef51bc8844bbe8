import type { Contract } from '../../reader/contract.ts';

/** JSON Pointer of the new id in the answer (`x-creates`); undefined for an operation that creates nothing. */
export function createsOf({ operation }: Contract): string | undefined {
  for (const [status, { node }] of operation.responses) {
    if (status.startsWith('2') && typeof node['x-creates'] === 'string') return node['x-creates'];
  }
  return undefined;
}
