import type { Api, Operation, Response } from './api.ts';
import { generate } from './generate/generate.ts';
import type { Json, JsonObject, JsonSchema } from './json.ts';
import { follow } from './pointer.ts';

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
  /** Whether headers that need not be there are sent, too. */
  optionalHeaders?: boolean;
}

type Resolve = (ref: string) => JsonSchema;

/** One function an API: what the generator compiles is kept with it. */
const resolvers = new WeakMap<Api, Resolve>();

/**
 * The first example of a response, else generated data that fits its schema.
 * @throws CannotGenerate for a schema that the generator finds no value for
 */
export function contractAnswer(api: Api, operation: Operation, wanted: Wanted): ContractAnswer {
  const declared = wanted.declared ?? successOf(operation);
  const status = statusOf(declared);
  const response = operation.responses.get(declared);
  const produce = (pointer: string): Json =>
    generate(follow(api.document, pointer) as JsonSchema, {
      seed: wanted.seed,
      path: `${operation.id}/${status}${pointer}`,
      resolve: resolverOf(api),
    });
  const headers = headersOf(response, wanted.optionalHeaders ?? false, produce);
  const [type, media] = Object.entries(response?.content ?? {})[0] ?? [];
  if (!type || !media) return { status, headers, source: 'example' };
  const typed = { ...headers, 'Content-Type': type };
  const [example] = media.examples;
  if (example && wanted.examples !== false)
    return { status, headers: typed, body: example.value, source: 'example' };
  const body = media.pointer === undefined ? '' : produce(media.pointer);
  return { status, headers: typed, body, source: 'generated' };
}

/** The response that an operation gives when all is well. */
function successOf({ responses }: Operation): string {
  const [lowest] = [...responses.keys()].filter((key) => /^2\d\d$/.test(key)).sort();
  return lowest ?? ['2XX', 'default'].find((range) => responses.has(range)) ?? '200';
}

/** `404` is 404, `4XX` is 400, `default` is 200. */
function statusOf(declared: string): number {
  return declared === 'default' ? 200 : Number(declared.replaceAll('X', '0'));
}

function headersOf(
  response: Response | undefined,
  optional: boolean,
  produce: (pointer: string) => Json,
): Record<string, string> {
  const wanted = (response?.headers ?? []).filter(({ required }) => required || optional);
  return Object.fromEntries(
    wanted.map(({ name, node, pointer }) => [name, textOf(exampleOf(node) ?? produce(pointer))]),
  );
}

function resolverOf(api: Api): Resolve {
  const resolve =
    resolvers.get(api) ?? ((ref: string) => follow(api.document, ref.replace(/^#/, '')) as JsonSchema);
  resolvers.set(api, resolve);
  return resolve;
}

function exampleOf({ example, examples }: JsonObject): Json | undefined {
  if (example !== undefined) return example;
  const [first] = Object.values((examples ?? {}) as Record<string, JsonObject>);
  return first?.value;
}

/** A header's value on the wire: lists joined by commas, as OpenAPI's style `simple` has it. */
function textOf(value: Json): string {
  return Array.isArray(value) ? value.join(',') : String(value);
}
