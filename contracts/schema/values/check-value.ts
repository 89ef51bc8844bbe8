import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import type { Json, JsonSchema } from '../../files/json.ts';
import { closedSchema } from './narrowing/closed-schema.ts';

type Validate = (value: Json) => boolean;
type Resolve = (ref: string) => JsonSchema;

/**
 * Distinct subschemas kept compiled; contracts have hundreds, an endless stream of schemas must not fill
 * memory.
 */
const KEPT = 4000;

let ajv: Ajv2020 | undefined;
const alone = new Map<string, Validate>();
const validators = new WeakMap<Resolve, SchemaValidator>();

/** Decides whether values fit subschemas, with references into documents that only `resolve` knows. */
export class SchemaValidator {
  readonly #resolve: Resolve;
  readonly #byIdentity = new WeakMap<object, Validate>();
  readonly #byText = new Map<string, Validate>();

  /** The validator for a `resolve`: the same function, the same validator, so nothing is compiled twice. */
  static of(resolve: Resolve): SchemaValidator {
    const validator = validators.get(resolve) ?? new SchemaValidator(resolve);
    validators.set(resolve, validator);
    return validator;
  }

  constructor(resolve: Resolve) {
    this.#resolve = resolve;
  }

  /** @throws Error when ajv cannot read the schema: a pattern that is no regular expression, for instance */
  conforms(schema: JsonSchema, value: Json): boolean {
    if (typeof schema === 'boolean') return schema;
    const known = this.#byIdentity.get(schema);
    if (known) return known(value);
    const validate = this.#validateBy(schema);
    this.#byIdentity.set(schema, validate);
    return validate(value);
  }

  /** Schemas that the walk has merged are new objects each time, but the same text. */
  #validateBy(schema: JsonSchema): Validate {
    const { schema: closed, refers } = closedSchema(schema, this.#resolve);
    const kept = refers ? this.#byText : alone;
    const text = JSON.stringify(closed);
    const validate = kept.get(text) ?? compile(closed);
    if (kept.size >= KEPT) kept.clear();
    kept.set(text, validate);
    return validate;
  }
}

function compile(schema: JsonSchema): Validate {
  ajv ??= newLaxAjv();
  const validate = ajv.compile<Json>(schema);
  // The result is kept here, bounded; ajv would keep it for ever.
  if (typeof schema === 'object') ajv.removeSchema(schema);
  return (value) => validate(value) === true;
}

/** Not the reader's strict ajv: a merged subschema may well break rules of style. */
function newLaxAjv(): Ajv2020 {
  const lax = new Ajv2020({ strict: false, validateSchema: false, logger: false, ownProperties: true });
  addFormats.default(lax);
  return lax;
}
