import type { Contract } from '../../contracts/reader/contract.ts';
import { generate } from '../../contracts/reader/generate/generate.ts';
import type { JsonObject, JsonSchema } from '../../contracts/reader/json.ts';
import { follow } from '../../contracts/reader/pointer.ts';
import type { Call } from '../behaviours/behaviour.ts';
import type { Data } from '../domain/merge.ts';
import { catalogueOf, type LoadedApi, learnFact } from '../stand-in/stand-in.ts';
import type { Answer, Exchange } from './exchange.ts';

/**
 * The answer to a request that passed all checks: by behaviour where there is state, else the contract's first
 * example, else generated data.
 * @throws Refusal for what the behaviour refuses
 */
export async function answer(exchange: Exchange): Promise<Answer> {
  const { loaded, contract } = exchange;
  if (!loaded || !contract) throw new Error('an exchange without operation cannot be answered');
  const operations = loaded.behaviour?.operations ?? {};
  const behave = Object.hasOwn(operations, contract.operation.id)
    ? operations[contract.operation.id]
    : undefined;
  if (!behave) return byContract(exchange, contract);
  const learned = exchange.world.learned(loaded.api.name).length;
  const reply = await behave(callOf(exchange, loaded, contract));
  // What was learned without anything being started is to be remembered, too.
  if (exchange.world.learned(loaded.api.name).length > learned) await exchange.world.commit([]);
  return { headers: {}, ...reply, source: 'behaviour' };
}

function callOf(exchange: Exchange, loaded: LoadedApi, contract: Contract): Call {
  const { world, params, query, caller, standIn } = exchange;
  return {
    operation: contract.operation,
    params,
    query,
    body: (exchange.body ?? {}) as Data,
    caller,
    clock: world.clock,
    ids: world.ids,
    instances: world,
    catalogue: catalogueOf(loaded, world),
    ...(standIn.learning && { learn: (fact: Data) => learnFact(loaded, world, fact) }),
    schemas: standIn.schemas,
  };
}

function byContract({ world }: Exchange, contract: Contract): Answer {
  const { operation, api } = contract;
  const status = [...operation.responses.keys()].filter((key) => /^2\d\d$/.test(key)).sort()[0] ?? '200';
  const response = operation.responses.get(status);
  const path = `${operation.id}/${status}`;
  const produce = (pointer: string): unknown => {
    const schema = follow(api.document, pointer) as JsonSchema;
    const resolve = (ref: string): JsonSchema => follow(api.document, ref.replace(/^#/, '')) as JsonSchema;
    return generate(schema, { seed: world.seed, path: `${path}${pointer}`, resolve });
  };
  const headers = Object.fromEntries(
    (response?.headers ?? [])
      .filter(({ required }) => required)
      .map(({ name, node, pointer }) => [name, String(exampleOf(node) ?? produce(pointer))]),
  );
  const [type, media] = Object.entries(response?.content ?? {})[0] ?? [];
  if (!type || !media) return { status: Number(status), headers, source: 'example' };
  const [example] = media.examples;
  const typed = { ...headers, 'Content-Type': type };
  if (example) return { status: Number(status), headers: typed, body: example.value, source: 'example' };
  const body = media.pointer === undefined ? '' : produce(media.pointer);
  return { status: Number(status), headers: typed, body, source: 'generated' };
}

function exampleOf({ example, examples }: JsonObject): unknown {
  if (example !== undefined) return example;
  const [first] = Object.values((examples ?? {}) as Record<string, JsonObject>);
  return first?.value;
}
