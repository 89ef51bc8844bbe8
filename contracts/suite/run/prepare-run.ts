import { memoize } from '../../files/memoize.ts';
import { Mistake, oneLine } from '../../files/mistake.ts';
import type { Api } from '../../reader/api.ts';
import { type Contract, compileContracts } from '../../reader/contract.ts';
import { remarksOn } from '../../reader/remarks.ts';
import { secretNamesOf } from '../../reader/secret-names.ts';
import { CannotGenerate } from '../../schema/values/walk/cannot-generate.ts';
import type { Sequences } from '../arazzo/read-sequences.ts';
import { readSequences } from '../arazzo/read-sequences.ts';
import type { Case } from '../cases/case.ts';
import type { InventedId } from '../report/report.ts';
import { KnownSecrets } from '../sending/known-secrets.ts';
import { defaultTargets } from '../target/default-targets.ts';
import { isLoopback } from '../target/loopback.ts';
import { readTargets } from '../target/read-targets.ts';
import { refuseCredentials } from '../target/refuse-credentials.ts';
import type { Targets } from '../target/target.ts';
import { cannotBeTried, casesOf } from './all-cases.ts';
import { inventedIn } from './invented-ids.ts';
import type { RunContext } from './session.ts';
import type { VerifyOptions } from './verify-options.ts';

const contractsOf = memoize(compileContracts);

/** A run, before anything is sent. */
export interface Run {
  targets: Targets;
  secrets: KnownSecrets;
  cases: Case[];
  context: Omit<RunContext, 'dry' | 'send'>;
  loopback: boolean;
  invented: InventedId[];
}

/**
 * Everything that is to be tried out on a target.
 * @param tokens by API, one to call it with where no targets file says one
 * @throws Mistake for a URL, an API, an operation or a targets file that cannot be used
 */
export function prepareRun(options: VerifyOptions, tokens?: ReadonlyMap<string, string>): Run {
  checkUrl(options.url);
  const targets =
    options.targets === undefined
      ? defaultTargets(options.apis, contractsOf, tokens)
      : readTargets(options.targets, options.apis, options.env);
  const apis = options.apis.filter(({ name }) => targets.apis.has(name));
  if (apis.length === 0)
    throw new Mistake([{ text: 'there is no API to verify: the targets have none of those asked for' }]);
  const contracts = new Map(apis.flatMap((api) => [...contractsOf(api)]));
  tellRemarks(apis, options);
  checkOnly(options.only, contracts);
  const sequences = new Map(apis.map((api) => [api.name, readSequences(api)]));
  const cases = casesToTry(options, targets, contracts, sequences);
  return {
    targets,
    secrets: new KnownSecrets(targets.secrets, secretNamesOf(apis)),
    cases,
    context: { targets, base: options.url, contracts, sequences, signal: options.signal },
    loopback: isLoopback(options.url),
    invented: inventedIn(
      new Set(cases.map(({ contract }) => contract)),
      (api) => targets.apis.get(api),
      (api) => sequences.get(api),
    ),
  };
}

function tellRemarks(apis: readonly Api[], { tell }: VerifyOptions): void {
  if (!tell) return;
  for (const api of apis.filter(({ origins }) => !origins.verified))
    for (const remark of remarksOn(api, contractsOf(api))) tell(oneLine(remark));
}

function casesToTry(
  options: VerifyOptions,
  targets: Targets,
  contracts: Map<string, Contract>,
  sequences: Map<string, Sequences>,
): Case[] {
  const asked = new Set(options.only.map((one) => one.split('/')[0]));
  return [...contracts.values()]
    .filter(({ operation }) => asked.size === 0 || asked.has(operation.id))
    .flatMap((contract) => {
      const { name } = contract.api;
      const target = targets.apis.get(name);
      const known = sequences.get(name);
      return target && known ? triedCases(contract, contracts, target, known, options) : [];
    });
}

/** One operation that cannot be tried is told with the reason, and the others go on. */
function triedCases(contract: Contract, ...rest: Rest<typeof casesOf>): Case[] {
  try {
    return casesOf(contract, ...rest);
  } catch (error) {
    if (!(error instanceof CannotGenerate || error instanceof RangeError)) throw error;
    return [cannotBeTried(contract, `no request could be made from the contract: ${error.message}`)];
  }
}

type Rest<F> = F extends (first: Contract, ...rest: infer R) => Case[] ? R : never;

function checkUrl(url: string): void {
  const parsed = URL.canParse(url) ? new URL(url) : undefined;
  if (parsed?.protocol !== 'http:' && parsed?.protocol !== 'https:')
    throw new Mistake([{ text: `${parsed ? `${parsed.protocol}…` : 'the target'} is no http or https URL` }]);
  refuseCredentials(parsed);
}

function checkOnly(only: string[], contracts: Map<string, Contract>): void {
  const unknown = only.find((one) => !contracts.has(one.split('/')[0] ?? ''));
  if (unknown !== undefined)
    throw new Mistake([
      {
        text: `--only ${unknown}: there is no such operation; there are ${[...contracts.keys()].join(', ')}`,
      },
    ]);
}
