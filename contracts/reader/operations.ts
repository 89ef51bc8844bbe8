import { isObject, type Json, type JsonObject } from '../files/json.ts';
import { Mistake, type Mistakes } from '../files/mistake.ts';
import { escapeKey, follow, fromPointer, toPointer } from '../files/pointer.ts';
import { provenanceOf } from '../files/provenance.ts';
import type { SourcePositions } from '../files/source-positions.ts';
import type { MediaType, Operation, Parameter, Response } from './api.ts';

/** What OpenAPI says of these as parameters is ignored: media types and security schemes say it. */
const OF_HTTP = new Set(['accept', 'content-type', 'authorization']);

const METHODS = ['get', 'put', 'post', 'delete', 'patch', 'head', 'options'];

/**
 * Lists the operations of a bundled OpenAPI document, with every `$ref` between its parts followed.
 * @param mistakes takes those of operations that cannot be read, and are left out
 */
export function readOperations(
  api: string,
  document: JsonObject,
  origins: SourcePositions,
  mistakes: Mistakes,
): Operation[] {
  const operations = Object.entries(objectAt(document, 'paths')).flatMap(([path, item]) =>
    METHODS.filter((method) => isObject(item) && isObject(item[method])).flatMap(
      (method) =>
        mistakes.attempt(() => new OperationReader(api, document, origins, path, method).read()) ?? [],
    ),
  );
  mistakes.attempt(() => refuseTwins(operations, origins));
  return operations;
}

/**
 * An operation is asked for by its id, so one that is given twice would hide the second.
 * @throws Mistake with both places, for all of them at once
 */
function refuseTwins(operations: readonly Operation[], origins: SourcePositions): void {
  const first = new Map<string, Operation>();
  const mistakes = operations.flatMap((operation) => {
    const twin = first.get(operation.id);
    first.set(operation.id, twin ?? operation);
    if (!twin) return [];
    const told = ({ method, path, node, api, id }: Operation, text: string) => {
      const place = origins.place(node);
      return { text: `${api}: ${method} ${path} ${text} ${id}`, ...(place && { place }) };
    };
    return [told(operation, 'has the operationId'), told(twin, 'has it, too:')];
  });
  if (mistakes.length > 0) throw new Mistake(mistakes, 'Each operation needs an operationId of its own.');
}

class OperationReader {
  readonly #api: string;
  readonly #document: JsonObject;
  readonly #origins: SourcePositions;
  readonly #path: string;
  readonly #method: string;

  constructor(api: string, document: JsonObject, origins: SourcePositions, path: string, method: string) {
    this.#api = api;
    this.#document = document;
    this.#origins = origins;
    this.#path = path;
    this.#method = method;
  }

  read(): Operation {
    const pointer = toPointer(['paths', this.#path, this.#method]);
    const { node } = this.#resolve(pointer);
    if (typeof node.operationId !== 'string') {
      throw this.#mistake(node, 'an operation needs an operationId');
    }
    const body = node.requestBody ? this.#body(`${pointer}/requestBody`) : undefined;
    return {
      id: node.operationId,
      api: this.#api,
      method: this.#method.toUpperCase(),
      path: this.#path,
      summary: String(node.summary ?? node.operationId),
      pointer,
      node,
      parameters: [...this.#parameters(toPointer(['paths', this.#path])), ...this.#parameters(pointer)],
      ...(body && { body }),
      responses: this.#responses(`${pointer}/responses`),
      security: (node.security ?? this.#document.security ?? []) as Record<string, string[]>[],
      provenance: provenanceOf(node, this.#origins),
    };
  }

  #parameters(holder: string): Parameter[] {
    const list = follow(this.#document, `${holder}/parameters`);
    return (Array.isArray(list) ? list : []).flatMap((_, index) => {
      const { node, pointer } = this.#resolve(`${holder}/parameters/${index}`);
      if (node.in === 'header' && OF_HTTP.has(String(node.name).toLowerCase())) return [];
      if (node.schema === undefined)
        throw this.#mistake(node, `parameter ${node.name} has no schema, and a content instead is not read`);
      return {
        name: String(node.name),
        in: node.in as Parameter['in'],
        required: node.required === true,
        pointer: `${pointer}/schema`,
        node,
      };
    });
  }

  #body(at: string): { required: boolean; content: Record<string, MediaType> } {
    const { node, pointer } = this.#resolve(at);
    return { required: node.required === true, content: this.#content(node, pointer) };
  }

  #responses(at: string): Map<string, Response> {
    const statuses = Object.keys(objectAt(follow(this.#document, at) as JsonObject));
    return new Map(
      statuses.map((status) => {
        const { node, pointer } = this.#resolve(`${at}/${escapeKey(status)}`);
        const headers = Object.keys(objectAt(node, 'headers')).map((name) => {
          const header = this.#resolve(`${pointer}/headers/${escapeKey(name)}`);
          return {
            name,
            required: header.node.required === true,
            pointer: `${header.pointer}/schema`,
            node: header.node,
          };
        });
        return [status, { status, headers, content: this.#content(node, pointer), pointer, node }];
      }),
    );
  }

  #content(node: JsonObject, pointer: string): Record<string, MediaType> {
    return Object.fromEntries(
      Object.entries(objectAt(node, 'content')).map(([type, media]) => {
        const at = `${pointer}/content/${escapeKey(type)}`;
        const schema = isObject(media) && media.schema !== undefined ? { pointer: `${at}/schema` } : {};
        return [type, { ...schema, examples: this.#examples(media, at) }];
      }),
    );
  }

  #examples(media: Json | undefined, at: string): MediaType['examples'] {
    if (!isObject(media)) return [];
    if (media.example !== undefined) return [{ name: 'example', value: media.example }];
    return Object.keys(objectAt(media, 'examples')).map((name) => ({
      name,
      value: this.#resolve(`${at}/examples/${escapeKey(name)}`).node.value ?? null,
    }));
  }

  /** Follows `$ref`s until a part that is written out. @param passed those on the way to it */
  #resolve(pointer: string, passed: JsonObject[] = []): { node: JsonObject; pointer: string } {
    const node = follow(this.#document, pointer);
    const holder = passed.at(-1);
    if (!isObject(node)) throw this.#mistake(holder ?? this.#around(pointer), `${pointer} is not an object`);
    if (passed.includes(node)) throw this.#mistake(node, `$ref "${node.$ref}" leads back to itself`);
    if (typeof node.$ref !== 'string') return { node, pointer };
    return this.#resolve(node.$ref.replace(/^#/, ''), [...passed, node]);
  }

  /** The innermost object around a pointer. */
  #around(pointer: string): object {
    for (let keys = fromPointer(pointer); keys.length > 0; keys = keys.slice(0, -1)) {
      const node = follow(this.#document, toPointer(keys));
      if (typeof node === 'object' && node !== null) return node;
    }
    return this.#document;
  }

  #mistake(where: object, text: string): Mistake {
    const place = this.#origins.place(where);
    return new Mistake([{ text: `${this.#api}: ${text}`, ...(place && { place }) }]);
  }
}

function objectAt(parent: JsonObject | undefined, key?: string): JsonObject {
  const value = key === undefined ? parent : parent?.[key];
  return isObject(value) ? value : {};
}
