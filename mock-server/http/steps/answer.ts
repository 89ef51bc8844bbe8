import { contractAnswer } from '../../../contracts/reader/answer-from-contract.ts';
import type { Contract } from '../../../contracts/reader/contract.ts';
import type { Call } from '../../behaviours/behaviour.ts';
import type { Data } from '../../domain/values/process-data.ts';
import type { LoadedApi } from '../../simulation/apis/loaded-api.ts';
import { catalogueOf, learnFact } from '../../simulation/apis/world-catalogue.ts';
import { DEFAULT_WORLD } from '../../worlds/world-name.ts';
import type { Answer, Exchange } from '../exchange.ts';
import { announcedUrl } from '../transport/own-host.ts';
import { CallInstances } from './call-instances.ts';

/**
 * The answer to a request that passed all checks: by behaviour where there is state, else the contract's first
 * example, else generated data.
 * @throws Refusal for what the behaviour refuses
 */
export async function answer(exchange: Exchange): Promise<Answer> {
  const { api: loaded, contract } = exchange;
  if (!loaded || !contract) throw new Error('an exchange without operation cannot be answered');
  const operations = loaded.behaviour?.operations ?? {};
  const behave = Object.hasOwn(operations, contract.operation.id)
    ? operations[contract.operation.id]
    : undefined;
  if (!behave) return contractAnswer(contract, { seed: exchange.world.seed });
  const learned = exchange.world.learned(loaded.api.name).length;
  const reply = await behave(callOf(exchange, loaded, contract));
  // What was learned without anything being started is to be remembered, too.
  if (exchange.world.learned(loaded.api.name).length > learned) await exchange.world.commit([]);
  return { headers: {}, ...reply, source: 'behaviour' };
}

/** Browsers navigate without headers: only a world that is in the address has an issuer of its own. */
function issuerOf(realm: string, { req, simulation, world, entry }: Exchange): string {
  const name = entry.worldBy === 'path' ? world.name : DEFAULT_WORLD;
  const base = announcedUrl(req, simulation.identity.publicUrl, name);
  return `${base}/auth/realms/${encodeURIComponent(realm)}`;
}

function callOf(exchange: Exchange, loaded: LoadedApi, contract: Contract): Call {
  const { world, params, query, caller, simulation } = exchange;
  return {
    api: contract.operation.api,
    params,
    query,
    body: (exchange.body ?? {}) as Data,
    caller,
    clock: world.clock,
    ids: world.ids,
    instances: new CallInstances(exchange),
    catalogue: catalogueOf(loaded, world),
    ...(simulation.learning && { learn: (fact: Data) => learnFact(loaded, world, fact) }),
    schemas: simulation.schemas,
    issuer: (realm) => issuerOf(realm, exchange),
  };
}
