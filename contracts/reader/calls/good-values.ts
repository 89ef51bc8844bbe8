import type { Json, JsonObject, JsonSchema } from '../../files/json.ts';
import { follow } from '../../files/pointer.ts';
import type { Resolve } from '../../schema/mutations/breakable-keywords.ts';
import { generate } from '../../schema/values/generate.ts';
import type { Operation, Parameter } from '../api.ts';
import type { Contract } from '../contract.ts';

/** Makes values that an operation takes: documented ones where there are any, else generated ones. */
export class GoodRequest {
  readonly #contract: Contract;
  readonly #resolve: Resolve;

  constructor(contract: Contract, resolve: Resolve) {
    this.#contract = contract;
    this.#resolve = resolve;
  }

  /** The parameters of one place that have to be there. */
  required(place: Parameter['in']): JsonObject {
    const { parameters } = this.#operation;
    const needed = parameters.filter((parameter) => parameter.in === place && parameter.required);
    return Object.fromEntries(needed.map((parameter) => [nameOf(parameter), this.parameter(parameter)]));
  }

  parameter({ name, node, pointer }: Parameter): Json {
    return exampleOf(node) ?? this.#generated(pointer, name);
  }

  /** The media type of the body, and bodies to begin with: generated ones have every member there can be. */
  bodies(): { type: string; values: Json[] } | undefined {
    const [entry] = Object.entries(this.#operation.body?.content ?? {});
    if (!entry) return undefined;
    const [type, { pointer, examples }] = entry;
    const generated =
      pointer === undefined ? [] : ['1', '2', '3'].map((seed) => this.#generated(pointer, seed));
    return { type, values: [...generated, ...examples.map(({ value }) => value)] };
  }

  get #operation(): Operation {
    return this.#contract.operation;
  }

  #generated(pointer: string, seed: string): Json {
    const schema = follow(this.#contract.api.document, pointer) as JsonSchema;
    return generate(schema, { seed, path: `${this.#operation.id}${pointer}`, resolve: this.#resolve });
  }
}

/** The name by which a request is judged: headers are told apart by their lower-case names. */
export function nameOf({ name, in: place }: Parameter): string {
  return place === 'header' ? name.toLowerCase() : name;
}

function exampleOf({ example, examples }: JsonObject): Json | undefined {
  if (example !== undefined) return example;
  return Object.values((examples ?? {}) as Record<string, JsonObject>)[0]?.value;
}
