import type { Contract } from '../../contracts/reader/contract.ts';
import type { JsonObject, JsonSchema } from '../../contracts/reader/json.ts';
import { follow } from '../../contracts/reader/pointer.ts';
import type { Call } from '../behaviours/behaviour.ts';
import type { Instance } from '../domain/instance.ts';
import type { Data } from '../domain/merge.ts';
import { Living } from '../stand-in/living.ts';
import { catalogueOf, type LoadedApi, learnFact } from '../stand-in/stand-in.ts';
import type { Answer, Exchange } from './exchange.ts';
import { untilEnded } from './until-ended.ts';

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
  const living = new Living(standIn, world);
  return {
    operation: contract.operation,
    params,
    query,
    body: (exchange.body ?? {}) as Data,
    caller,
    clock: world.clock,
    ids: world.ids,
    instances: Object.assign(living, {
      get: (id: string) => getOrNote(exchange, id),
      untilEnded: (id: string) => untilEnded(exchange, living, id),
    }),
    catalogue: catalogueOf(loaded, world),
    ...(standIn.learning && { learn: (fact: Data) => learnFact(loaded, world, fact) }),
    schemas: standIn.schemas,
  };
}

/** An instance; where it is stored and not shown, whoever refuses the request can say so. */
async function getOrNote(exchange: Exchange, id: string): Promise<Instance | undefined> {
  const { standIn, world } = exchange;
  const instance = await new Living(standIn, world).get(id);
  const reason = instance ? undefined : standIn.store.reasonOf(world.name, id);
  if (reason !== undefined) exchange.quarantined = reason;
  return instance;
}

async function byContract({ world }: Exchange, contract: Contract): Promise<Answer> {
  const { operation } = contract;
  const status = [...operation.responses.keys()].filter((key) => /^2\d\d$/.test(key)).sort()[0] ?? '200';
  const response = operation.responses.get(status);
  const produce = await producer(contract, world.seed, `${operation.id}/${status}`);
  const required = (response?.headers ?? []).filter((header) => header.required);
  const headers: Record<string, string> = Object.fromEntries(
    required.map(({ name, node, pointer }) => [
      name,
      String(exampleOf(node) ?? produce(pointer, `header ${name}`)),
    ]),
  );
  const [type, media] = Object.entries(response?.content ?? {})[0] ?? [];
  if (!type || !media) return { status: Number(status), headers, source: 'example' };
  const [example] = media.examples;
  const typed = { ...headers, 'Content-Type': type };
  if (example) return { status: Number(status), headers: typed, body: example.value, source: 'example' };
  const body = media.pointer === undefined ? '' : produce(media.pointer, 'body');
  return { status: Number(status), headers: typed, body, source: 'generated' };
}

const resolvers = new WeakMap<object, (ref: string) => JsonSchema>();

/** Generates values of an API's schemas. The generator keeps what it compiled under the resolver, so there is one an API. */
async function producer({ api }: Contract, seed: string, path: string) {
  // Generating needs a library that takes longer to load than all others; most servers never do it.
  const { generate } = await import('../../contracts/reader/generate/generate.ts');
  const resolve =
    resolvers.get(api) ?? ((ref: string) => follow(api.document, ref.replace(/^#/, '')) as JsonSchema);
  resolvers.set(api, resolve);
  return (pointer: string, part: string): unknown =>
    generate(follow(api.document, pointer) as JsonSchema, { seed, path: `${path}/${part}`, resolve });
}

function exampleOf({ example, examples }: JsonObject): unknown {
  if (example !== undefined) return example;
  const [first] = Object.values((examples ?? {}) as Record<string, JsonObject>);
  return first?.value;
}
