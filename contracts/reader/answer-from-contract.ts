import type { Json, JsonSchema } from '../files/json.ts';
import { memoize } from '../files/memoize.ts';
import { follow } from '../files/pointer.ts';
import { changed } from '../schema/mutations/change-at.ts';
import type { generate as Generate } from '../schema/values/generate.ts';
import type { Api, Operation, Response } from './api.ts';
import type { Contract } from './contract.ts';
import { exampleOf } from './parameter-example.ts';

/** What the contract alone can say to a request: no state, no behaviour. */
export interface ContractAnswer {
  status: number;
  /** Those the contract requires, and `Content-Type` where there is a body. */
  headers: Record<string, string>;
  /** Undefined: no body. */
  body?: Json;
  source: 'example' | 'generated';
}

export interface Wanted {
  /** The same seed, the same answer. */
  seed: string;
  /** A response as the contract writes its status: `404`, `4XX`; without it the lowest 2xx, else `2XX`, else `default`. */
  declared?: string;
  /** Whether a body example is good enough (default), or the body is generated in any case. */
  examples?: boolean;
  /** Name of the body example that is wanted, instead of the first. */
  example?: string;
  /** Whether headers that need not be there are sent, too. */
  optionalHeaders?: boolean;
}

type Resolve = (ref: string) => JsonSchema;
type Produce = (pointer: string, part: string) => Json;

let generator: Promise<{ generate: typeof Generate }> | undefined;

/** One function an API: what the generator compiles is kept with it. */
const resolvers = new WeakMap<Api, Resolve>();

/**
 * The first example of a response, without what is `writeOnly`, else generated data that fits its schema.
 * @throws CannotGenerate for a schema that the generator finds no value for
 */
export async function contractAnswer(contract: Contract, wanted: Wanted): Promise<ContractAnswer> {
  const { api, operation } = contract;
  const declared = wanted.declared ?? successOf(operation);
  const status = statusOf(declared, operation);
  const response = operation.responses.get(declared);
  const produce = await producer(api, wanted.seed, `${operation.id}/${status}`);
  const headers = headersOf(response, wanted.optionalHeaders ?? false, produce);
  const [type, media] = mediaOf(response, wanted.example) ?? [];
  if (!type || !media) return { status, headers, source: 'example' };
  const typed = { ...headers, 'Content-Type': type };
  const example = media.examples.find(({ name }) => name === (wanted.example ?? name));
  if (example && wanted.examples !== false)
    return {
      status,
      headers: typed,
      body: sendable(contract, status, type, example.value),
      source: 'example',
    };
  const body = media.pointer === undefined ? '' : produce(media.pointer, 'body');
  return { status, headers: typed, body, source: 'generated' };
}

const hasWriteOnly = memoize(({ document }: Api) => JSON.stringify(document).includes('"writeOnly":true'));

/** An example shows a resource as a whole; what is `writeOnly` in it is never sent. */
function sendable(contract: Contract, status: number, type: string, body: Json): Json {
  if (!hasWriteOnly(contract.api)) return body;
  return contract
    .checkAnswer({ status, headers: { 'content-type': type }, body })
    .filter(({ in: part, keyword }) => part === 'body' && keyword === 'writeOnly')
    .reduce<Json>((rest, { pointer }) => changed(rest, { pointer }) ?? rest, body);
}

/** The response that an operation gives when all is well. */
function successOf({ responses }: Operation): string {
  const [lowest] = [...responses.keys()].filter((key) => /^2\d\d$/.test(key)).sort();
  return lowest ?? ['2XX', 'default'].find((range) => responses.has(range)) ?? '200';
}

/** The first media type of a response, or the one that has the example. */
function mediaOf(response: Response | undefined, example: string | undefined) {
  const all = Object.entries(response?.content ?? {});
  return all.find(([, { examples }]) => examples.some(({ name }) => name === example)) ?? all[0];
}

/** `404` is 404; `4XX` and `default` are the first status for which nothing else is declared. */
export function statusOf(declared: string, { responses }: Operation): number {
  if (/^\d+$/.test(declared)) return Number(declared);
  const first = declared === 'default' ? 200 : Number(declared.replaceAll('X', '0'));
  const range = (status: number): string => `${Math.floor(status / 100)}XX`;
  const free = (status: number): boolean =>
    !responses.has(String(status)) && (declared === range(status) || !responses.has(range(status)));
  let status = first;
  while (!free(status) && status < 600) status += 1;
  return status;
}

function headersOf(
  response: Response | undefined,
  optional: boolean,
  produce: Produce,
): Record<string, string> {
  const wanted = (response?.headers ?? []).filter(({ required }) => required || optional);
  return Object.fromEntries(
    wanted.map(({ name, node, pointer }) => [
      name,
      textOf(exampleOf(node) ?? produce(pointer, `header ${name}`)),
    ]),
  );
}

/** Generates values of an API's schemas, each for a part of an answer. */
async function producer(api: Api, seed: string, path: string): Promise<Produce> {
  // Generating needs a library that takes longer to load than all others; most servers never do it.
  generator ??= import('../schema/values/generate.ts');
  const { generate } = await generator;
  const resolve =
    resolvers.get(api) ?? ((ref: string) => follow(api.document, ref.replace(/^#/, '')) as JsonSchema);
  resolvers.set(api, resolve);
  return (pointer, part) =>
    generate(follow(api.document, pointer) as JsonSchema, {
      seed,
      path: `${path}/${part}`,
      resolve,
      direction: 'answer',
    });
}

/** A header's value on the wire: lists joined by commas, as OpenAPI's style `simple` has it. */
function textOf(value: Json): string {
  return Array.isArray(value) ? value.join(',') : String(value);
}
