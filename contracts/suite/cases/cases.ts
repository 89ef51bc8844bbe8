import type { Contract } from '../../reader/contract.ts';
import type { VerifyOptions } from '../options.ts';
import type { Targets } from '../target/target.ts';
import type { Case } from './case.ts';
import { exampleCases } from './examples.ts';

/** Everything that is tried out on one operation. */
export function casesOf(contract: Contract, targets: Targets, _options: VerifyOptions): Case[] {
  const { id, api } = contract.operation;
  return exampleCases(contract, targets.apis.get(api)?.operations?.[id] ?? {});
}
