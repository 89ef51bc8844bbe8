import type { Ajv2020 } from 'ajv/dist/2020.js';
import type { Json, JsonSchema } from '../../files/json.ts';
import { createAjv, type Direction } from '../create-ajv.ts';
import { closedSchema } from './narrowing/closed-schema.ts';

type Validate = (value: Json) => boolean;
type Resolve = (ref: string) => JsonSchema;

/**
 * Distinct subschemas kept compiled; contracts have hundreds, an endless stream of schemas must not fill
 * memory.
 */
const KEPT = 4000;

const ajvs = new Map<Direction | undefined, Ajv2020>();
const alone = new Map<string, Validate>();
/** By direction. */
const validators = new WeakMap<Resolve, Map<Direction | undefined, SchemaValidator>>();

/** Decides whether values fit subschemas, with references into documents that only `resolve` knows. */
export class SchemaValidator {
  readonly #resolve: Resolve;
  readonly #direction: Direction | undefined;
  readonly #byIdentity = new WeakMap<object, Validate>();
  readonly #byText = new Map<string, Validate>();

  /** The validator for a `resolve`: the same function, the same validator, so nothing is compiled twice. */
  static of(resolve: Resolve, direction?: Direction): SchemaValidator {
    const known = validators.get(resolve) ?? new Map<Direction | undefined, SchemaValidator>();
    validators.set(resolve, known);
    const validator = known.get(direction) ?? new SchemaValidator(resolve, direction);
    known.set(direction, validator);
    return validator;
  }

  constructor(resolve: Resolve, direction?: Direction) {
    this.#resolve = resolve;
    this.#direction = direction;
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
    const text = `${this.#direction ?? ''}${JSON.stringify(closed)}`;
    const validate = kept.get(text) ?? compile(closed, this.#direction);
    if (kept.size >= KEPT) kept.clear();
    kept.set(text, validate);
    return validate;
  }
}

function compile(schema: JsonSchema, direction: Direction | undefined): Validate {
  const ajv = ajvs.get(direction) ?? newLaxAjv(direction);
  ajvs.set(direction, ajv);
  const validate = ajv.compile<Json>(schema);
  // The result is kept here, bounded; ajv would keep it for ever.
  if (typeof schema === 'object') ajv.removeSchema(schema);
  return (value) => validate(value) === true;
}

/** Not the reader's strict ajv: a merged subschema may well break rules of style. */
function newLaxAjv(direction: Direction | undefined): Ajv2020 {
  return createAjv(
    { strict: false, validateSchema: false, logger: false, ownProperties: true },
    { direction },
  );
}
