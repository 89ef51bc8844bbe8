import type { Ajv2020, ErrorObject, ValidateFunction } from 'ajv/dist/2020.js';
import { isObject, type Json, type JsonObject } from '../../files/json.ts';
import { Mistake, Mistakes } from '../../files/mistake.ts';
import { follow } from '../../files/pointer.ts';
import { provenanceOf } from '../../files/provenance.ts';
import type { SourcePositions } from '../../files/source-positions.ts';
import type { Direction, Reading } from '../create-ajv.ts';
import { HOLDS_MAP } from '../keywords.ts';
import { NOT_LATER, newAjv } from './json-schema-compiler.ts';
import { subschemas } from './subschemas.ts';
import { type Part, reported, type Violation, violationOf } from './violation.ts';

/** A schema of a bundled document, ready to judge values. */
export type Validator = (value: unknown) => Violation[];

/** A named value of a message that is judged by a schema of its own. */
export interface Member {
  name: string;
  required: boolean;
  pointer: string;
  /** The parameter or header object, which carries the provenance of `required`. */
  node: JsonObject;
}

/** A bundled document, the name its schemas are referred to by, and where its parts were written. */
export interface NamedDocument {
  name: string;
  document: JsonObject;
  origins: SourcePositions;
}

const NONE: Violation[] = [];

/**
 * Compiles the schemas of one document. What arrives as text is coerced, what arrives as JSON is not, and some members
 * go one way only: each of these has an ajv of its own.
 */
export class DocumentValidators {
  readonly #named: NamedDocument;
  /** The name as part of a URI: folders are called as people like. */
  readonly #id: string;
  readonly #ajvs = new Map<string, Ajv2020>();
  /** Whether some members go one way only, so that the two ways are judged by different validators. */
  readonly #oneWay: boolean;
  /** Many operations share their refusals, and compiling is what a start takes longest for. */
  readonly #compiled = new Map<string, ValidateFunction>();
  readonly #compilers: (() => ValidateFunction)[] = [];

  constructor(named: NamedDocument) {
    this.#named = named;
    this.#id = encodeURIComponent(named.name).replaceAll("'", '%27');
    this.#oneWay = /"(readOnly|writeOnly)":true/.test(JSON.stringify(named.document));
  }

  /**
   * Compiles all schemas that were asked for, instead of each when it is used first.
   * @throws Mistake with all that ajv refuses
   */
  compileAll(): void {
    const mistakes = new Mistakes();
    for (const compile of this.#compilers) mistakes.attempt(compile);
    mistakes.check();
  }

  /** The validator of the schema at a pointer of the bundled document; using it throws a Mistake when ajv refuses it. */
  schema(pointer: string, part: Part, direction?: Direction): Validator {
    const compile = (): ValidateFunction =>
      this.#once({ direction }, { $ref: this.#ref(pointer) }, [pointer]);
    this.#compilers.push(compile);
    let validate: ValidateFunction | undefined;
    return (value) => {
      validate ??= compile();
      return validate(value) ? NONE : this.#violations(validate.errors, part);
    };
  }

  /** The validator of path, query or header values: an object of texts, which it coerces to the types promised. */
  members(members: Member[], part: Part): Validator {
    const required = members.filter((member) => member.required).map((member) => member.name);
    const properties = Object.fromEntries(
      members.map((member) => [member.name, { $ref: this.#ref(member.pointer) }]),
    );
    const schema = { type: 'object', properties, required };
    const pointers = members.map(({ pointer }) => pointer);
    const compile = (): ValidateFunction => this.#once({ texts: true }, schema, pointers);
    this.#compilers.push(compile);
    const holders = new Map(members.map((member) => [member.name, member.node]));
    let validate: ValidateFunction | undefined;
    return (value) => {
      validate ??= compile();
      return validate(value) ? NONE : this.#violations(validate.errors, part, holders);
    };
  }

  /** An ajv that knows the document; made when it is used first. */
  #ajv(reading: Reading): Ajv2020 {
    const { document } = this.#named;
    const way: Reading = this.#oneWay ? reading : { ...reading, direction: undefined };
    const key = JSON.stringify(way);
    const ajv = this.#ajvs.get(key) ?? newAjv(way).addSchema(withoutMeta(document), this.#id);
    this.#ajvs.set(key, ajv);
    return ajv;
  }

  #ref(pointer: string): string {
    return `${this.#id}#${encodeURI(pointer)}`;
  }

  #once(reading: Reading, schema: JsonObject, pointers: string[]): ValidateFunction {
    const ajv = this.#ajv(reading);
    const key = JSON.stringify([this.#oneWay && reading, schema]);
    const known = this.#compiled.get(key) ?? this.#compile(ajv, schema, pointers);
    this.#compiled.set(key, known);
    return known;
  }

  #compile(ajv: Ajv2020, schema: JsonObject, pointers: string[]): ValidateFunction {
    try {
      return ajv.compile(schema);
    } catch (error) {
      const seen = new Set<string>();
      const [culprit] = pointers.flatMap((pointer) => this.#culprit(ajv, pointer, seen) ?? []);
      const place = this.#named.origins.place(culprit?.schema ?? this.#named.document);
      const reason = culprit?.reason ?? (error as Error).message;
      const text = `a schema of ${this.#named.name} is not usable: ${reason}`;
      throw new Mistake([{ text, ...(place && { place }) }]);
    }
  }

  /** The innermost schema at a pointer, or behind its references, that ajv refuses. */
  #culprit(ajv: Ajv2020, at: string, seen: Set<string>): { schema: JsonObject; reason: string } | undefined {
    const schemas = [...subschemas(follow(this.#named.document, at) as Json, at)].reverse();
    for (const { schema, pointer } of schemas.filter((one) => !seen.has(one.pointer))) {
      seen.add(pointer);
      const { $ref } = schema;
      const behind = typeof $ref === 'string' ? this.#culprit(ajv, $ref.slice(1), seen) : undefined;
      if (behind) return behind;
      try {
        ajv.compile({ $ref: this.#ref(pointer) });
      } catch (error) {
        return { schema, reason: reasonOf(schema, error as Error) };
      }
    }
    return undefined;
  }

  #violations(
    errors: ErrorObject[] | null | undefined,
    part: Part,
    holders?: Map<string, JsonObject>,
  ): Violation[] {
    const { origins } = this.#named;
    return reported(errors).map((error) => {
      const missing = (error.params as { missingProperty?: string }).missingProperty;
      const holder = missing === undefined ? undefined : holders?.get(missing);
      const violation = violationOf(error, part, origins, holder);
      const own = holder && provenanceOf(holder, origins, 'required');
      return own ? { ...violation, provenance: own } : violation;
    });
  }
}

/** Why ajv refuses a schema; of what is no schema at all it only says in which way it came to grief. */
function reasonOf(schema: JsonObject, { message }: Error): string {
  if (schema.$async) return NOT_LATER;
  for (const [keyword, value] of Object.entries(schema)) {
    if (!HOLDS_MAP.has(keyword) || !isObject(value)) continue;
    const [name] = Object.entries(value).find(([, one]) => !isObject(one) && typeof one !== 'boolean') ?? [];
    if (name !== undefined)
      return `${keyword}/${name} is ${JSON.stringify(value[name])}, and a schema is an object, true or false`;
  }
  return message;
}

/** What OpenAPI calls `$self` and the like is about the document, and would be keywords of a schema to ajv. */
function withoutMeta(document: JsonObject): JsonObject {
  return Object.fromEntries(Object.entries(document).filter(([name]) => !name.startsWith('$')));
}
