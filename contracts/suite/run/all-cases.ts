import type { Contract } from '../../reader/contract.ts';
import type { Sequences } from '../arazzo/read-sequences.ts';
import { AcceptedRequests } from '../cases/accepted-request.ts';
import { alternativeCases } from '../cases/alternatives.ts';
import { type Case, skipped } from '../cases/case.ts';
import { browserCases } from '../cases/cors-preflight.ts';
import { credentialCases } from '../cases/credentials.ts';
import { exampleCases } from '../cases/examples.ts';
import { generatedCases } from '../cases/generated.ts';
import { minimalCases } from '../cases/minimal.ts';
import { mutatedCases } from '../cases/mutated.ts';
import { optionalCases } from '../cases/optional.ts';
import { targetRefusalCases } from '../cases/refusals-of-target.ts';
import { unknownIdCases } from '../cases/unknown-ids.ts';
import { contentCases, oversizeCases } from '../cases/wrong-content.ts';
import { wrongMethodCases } from '../cases/wrong-method.ts';
import { sequenceCases } from '../sequence/sequence-cases.ts';
import type { ApiTarget } from '../target/target.ts';
import type { VerifyOptions } from './verify-options.ts';

/** One operation of which nothing can be tried; the others go on. */
export function cannotBeTried(contract: Contract, notJudged: string): Case {
  return { contract, name: 'everything', starts: 0, play: async () => ({ failures: [], notJudged }) };
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
  if (own?.skip !== undefined) return [skipped(contract, 'everything', own.skip)];
  if (own?.cannot !== undefined) return [cannotBeTried(contract, own.cannot)];
  const good = new AcceptedRequests(contract, { ...own, values: { ...target.values, ...own?.values } });
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
    ...targetRefusalCases(good),
    ...sequenceCases(contract, sequences, contracts),
    ...credentialCases(good, target),
  ];
}
