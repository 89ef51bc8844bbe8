import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import type { Json, JsonSchema } from '../../files/json.ts';
import { closedSchema } from './narrowing/closed-schema.ts';

type Judgement = (value: Json) => boolean;
type Resolve = (ref: string) => JsonSchema;

/**
 * Distinct subschemas kept compiled; contracts have hundreds, an endless stream of schemas must not fill
 * memory.
 */
const KEPT = 4000;

let ajv: Ajv2020 | undefined;
const alone = new Map<string, Judgement>();
const judges = new WeakMap<Resolve, Judge>();

/** Decides whether values fit subschemas, with references into documents that only `resolve` knows. */
export class Judge {
  readonly #resolve: Resolve;
  readonly #byIdentity = new WeakMap<object, Judgement>();
  readonly #byText = new Map<string, Judgement>();

  /** The judge for a `resolve`: the same function, the same judge, so nothing is compiled twice. */
  static of(resolve: Resolve): Judge {
    const judge = judges.get(resolve) ?? new Judge(resolve);
    judges.set(resolve, judge);
    return judge;
  }

  constructor(resolve: Resolve) {
    this.#resolve = resolve;
  }

  /** @throws Error when ajv cannot read the schema: a pattern that is no regular expression, for instance */
  conforms(schema: JsonSchema, value: Json): boolean {
    if (typeof schema === 'boolean') return schema;
    const known = this.#byIdentity.get(schema);
    if (known) return known(value);
    const judgement = this.#judgement(schema);
    this.#byIdentity.set(schema, judgement);
    return judgement(value);
  }

  /** Schemas that the walk has merged are new objects each time, but the same text. */
  #judgement(schema: JsonSchema): Judgement {
    const { schema: closed, refers } = closedSchema(schema, this.#resolve);
    const kept = refers ? this.#byText : alone;
    const text = JSON.stringify(closed);
    const judgement = kept.get(text) ?? compile(closed);
    if (kept.size >= KEPT) kept.clear();
    kept.set(text, judgement);
    return judgement;
  }
}

function compile(schema: JsonSchema): Judgement {
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
