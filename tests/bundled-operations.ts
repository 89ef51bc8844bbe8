// The operations of the APIs that ship, as their contracts list them: no test counts them by hand.
import { bundledApis, loadApis } from '../contracts/reader/read-api.ts';

const APIS = loadApis([bundledApis()]);

/** Their ids, all APIs together. */
export const OPERATION_IDS: string[] = APIS.flatMap(({ operations }) => operations.map(({ id }) => id));

/** How many each API has. */
export const OPERATIONS_BY_API: Record<string, number> = Object.fromEntries(
  APIS.map(({ name, operations }) => [name, operations.length]),
);
