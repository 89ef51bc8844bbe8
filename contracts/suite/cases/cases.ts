import type { Contract } from '../../reader/contract.ts';
import type { VerifyOptions } from '../options.ts';
import type { Sequences } from '../sequence/sequences.ts';
import type { ApiTarget } from '../target/target.ts';
import { alternativeCases } from './alternatives.ts';
import { browserCases } from './browser.ts';
import type { Case } from './case.ts';
import { contentCases, oversizeCases } from './content.ts';
import { credentialCases } from './credentials.ts';
import { exampleCases } from './examples.ts';
import { generatedCases } from './generated.ts';
import { Good } from './good.ts';
import { hopelessCases } from './hopeless.ts';
import { minimalCases } from './minimal.ts';
import { mutatedCases } from './mutated.ts';
import { optionalCases } from './optional.ts';
import { sequenceCases } from './sequence-cases.ts';
import { unknownIdCases } from './unknown-ids.ts';
import { wrongMethodCases } from './wrong-method.ts';

function skipped(contract: Contract, reason: string): Case {
  return { contract, name: 'everything', starts: 0, play: async () => ({ found: [], skipped: reason }) };
}

/** Everything that is tried out on one operation. */
export function casesOf(
  contract: Contract,
  contracts: ReadonlyMap<string, Contract>,
  target: ApiTarget,
  sequences: Sequences,
  { cases, seed }: VerifyOptions,
): Case[] {
  const own = target.operations?.[contract.operation.id];
  if (own?.skip !== undefined) return [skipped(contract, own.skip)];
  const good = new Good(contract, { ...own, values: { ...target.values, ...own?.values } });
  return [
    ...exampleCases(good),
    ...optionalCases(good),
    ...minimalCases(good),
    ...alternativeCases(good, target),
    ...browserCases(good, target.origin),
    ...generatedCases(good, cases, seed),
    ...mutatedCases(good),
    ...contentCases(good),
    ...oversizeCases(good, target.oversize),
    ...wrongMethodCases(good),
    ...unknownIdCases(good, seed),
    ...hopelessCases(good),
    ...sequenceCases(contract, sequences, contracts),
    ...credentialCases(good, target),
  ];
}
