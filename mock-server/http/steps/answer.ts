import { contractAnswer } from '../../../contracts/reader/answer-from-contract.ts';
import type { Contract } from '../../../contracts/reader/contract.ts';
import type { Call } from '../../behaviours/behaviour.ts';
import type { Data } from '../../domain/values/process-data.ts';
import type { LoadedApi } from '../../simulation/apis/loaded-api.ts';
import { catalogueOf, learnFact } from '../../simulation/apis/world-catalogue.ts';
import type { Answer, Exchange } from '../exchange.ts';
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
  if (!behave) return contractAnswer(loaded.api, contract.operation, { seed: exchange.world.seed });
  const learned = exchange.world.learned(loaded.api.name).length;
  const reply = await behave(callOf(exchange, loaded, contract));
  // What was learned without anything being started is to be remembered, too.
  if (exchange.world.learned(loaded.api.name).length > learned) await exchange.world.commit([]);
  return { headers: {}, ...reply, source: 'behaviour' };
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
  };
}
