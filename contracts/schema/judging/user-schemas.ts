import { isObject, type JsonSchema } from '../../files/json.ts';
import { SourcePositions } from '../../files/source-positions.ts';
import type { Validator } from './document-validators.ts';
import { checkSchema, newAjv } from './json-schema-compiler.ts';
import { reported, violationOf } from './violation.ts';

const USERS_OWN = { status: 'documented', source: ['the schema in the fixtures'] } as const;

/** Schemas of users' own, such as that of a process's start data in the fixtures; each is compiled once. */
export class DataSchemas {
  readonly #typed: boolean;
  readonly #patterns: Parameters<typeof newAjv>[2];
  readonly #origins = new SourcePositions();
  readonly #compiled = new WeakMap<object, Validator>();

  /** @param typed as of `newAjv` @param patterns as of `newAjv` */
  constructor(typed = true, patterns?: Parameters<typeof newAjv>[2]) {
    this.#typed = typed;
    this.#patterns = patterns;
  }

  /**
   * The validator of a schema.
   * @throws Error when ajv refuses the schema
   */
  of(schema: JsonSchema): Validator {
    if (!isObject(schema)) return this.#compile(schema);
    const known = this.#compiled.get(schema) ?? this.#compile(schema);
    this.#compiled.set(schema, known);
    return known;
  }

  #compile(schema: JsonSchema): Validator {
    checkSchema(schema);
    // An ajv for each: it keeps all it ever compiled, and refuses an `$id` that another schema, or a copy of it, has.
    const validate = newAjv({}, this.#typed, this.#patterns).compile(schema);
    return (value) => {
      if (validate(value)) return [];
      return reported(validate.errors).map((error) => ({
        ...violationOf(error, 'body', this.#origins),
        provenance: { ...USERS_OWN, source: [...USERS_OWN.source] },
      }));
    };
  }
}
