import { isObject, type Json, type JsonObject, type JsonSchema } from '../../files/json.ts';
import { follow } from '../../files/pointer.ts';
import type { Resolve } from '../../schema/mutations/breakable-keywords.ts';
import { generate } from '../../schema/values/generate.ts';
import { CannotGenerate } from '../../schema/values/walk/cannot-generate.ts';
import type { Operation, Parameter } from '../api.ts';
import type { Contract } from '../contract.ts';
import { exampleOf } from '../parameter-example.ts';
import { bodyMediaOf } from './body-media.ts';

/** Makes values that an operation takes: documented ones where there are any, else generated ones. */
export class GoodRequest {
  readonly #contract: Contract;
  readonly #resolve: Resolve;

  constructor(contract: Contract, resolve: Resolve) {
    this.#contract = contract;
    this.#resolve = resolve;
  }

  /**
   * The parameters of one place that have to be there.
   * @param examples whether documented values are taken where there are any
   */
  required(place: Parameter['in'], examples = true): JsonObject {
    const { parameters } = this.#operation;
    const needed = parameters.filter((parameter) => parameter.in === place && parameter.required);
    return Object.fromEntries(
      needed.map((parameter) => [nameOf(parameter), this.parameter(parameter, examples)]),
    );
  }

  parameter(parameter: Parameter, examples = true): Json {
    const documented = examples ? exampleOf(parameter.node) : undefined;
    return documented ?? this.#generated(parameter.pointer, parameter.name, parameter.in === 'query');
  }

  /** The media type of the body, the documented bodies, and generated ones, which have every member there can be. */
  bodies(): { type: string; documented: Json[]; generated: () => Json[] } | undefined {
    const found = bodyMediaOf(this.#operation);
    if (!found) return undefined;
    const { pointer, examples } = found.media;
    return {
      type: found.type,
      documented: examples.map(({ value }) => value),
      generated: () => (pointer === undefined ? [] : this.#bodies(pointer)),
    };
  }

  /** None where there can be none, and none is needed. */
  #bodies(pointer: string): Json[] {
    try {
      return ['1', '2', '3'].map((seed) => this.#generated(pointer, seed));
    } catch (error) {
      if (error instanceof CannotGenerate && !this.#operation.body?.required) return [];
      throw error;
    }
  }

  get #operation(): Operation {
    return this.#contract.operation;
  }

  /** @param filled a list has at least one item: in a query an empty one cannot be told from none */
  #generated(pointer: string, seed: string, filled = false): Json {
    const schema = follow(this.#contract.api.document, pointer) as JsonSchema;
    const options = { seed, path: `${this.#operation.id}${pointer}`, resolve: this.#resolve };
    const value = generate(schema, options);
    if (!filled || !Array.isArray(value) || value.length > 0 || !isObject(schema)) return value;
    return generate({ allOf: [schema], minItems: 1 }, options);
  }
}

/** The name by which a request is judged: headers are told apart by their lower-case names. */
export function nameOf({ name, in: place }: Parameter): string {
  return place === 'header' ? name.toLowerCase() : name;
}
