import type { Ajv2020, Options } from 'ajv/dist/2020.js';
import type { Json } from '../../files/json.ts';
import { createAjv, type Reading } from '../create-ajv.ts';
import { OF_OPENAPI } from '../keywords.ts';
import { boundedPatterns } from './bounded-patterns.ts';
import { subschemas } from './subschemas.ts';

/** Members of our contracts that are not JSON Schema. */
const OUR_KEYWORDS = ['x-provenance', 'x-unknown'];
/** At the root of an OpenAPI document, which ajv compiles as a whole before it follows a pointer into it. */
const DOCUMENT_KEYWORDS = [
  'openapi',
  'info',
  'servers',
  'tags',
  'security',
  'paths',
  'components',
  'webhooks',
  'x-mock',
];

/** Whatever OpenAPI takes for an extension, as `x-nullable`, says something to other tools and nothing to a judge. */
const EXTENSIONS: Record<string, boolean> = new Proxy(Object.create(null), {
  get: (_, name) => typeof name === 'string' && name.startsWith('x-'),
});

const OPTIONS: Options = {
  strict: true,
  strictRequired: false,
  strictTypes: true,
  // `prefixItems` with `items` for the rest, or with none, is what 2020-12 means by them.
  strictTuples: false,
  allowUnionTypes: true,
  allErrors: true,
  verbose: true,
  validateFormats: true,
  // A body member called __proto__ is data: it is never taken for inherited behaviour.
  ownProperties: true,
};

/**
 * An ajv for JSON Schema 2020-12: strict, with formats, all errors, each with the schema that caused it. It takes for
 * granted that schemas are schemas; `checkSchema` tells.
 * @param regExp how patterns are looked for
 * @param typed whether `properties` and the like need `type: object` beside them, which finds slips of the pen
 */
export function newAjv(
  reading: Reading = {},
  typed = true,
  regExp: NonNullable<Options['code']>['regExp'] = boundedPatterns,
): Ajv2020 {
  const strictTypes = typed && (OPTIONS.strictTypes ?? true);
  return create(
    {
      ...OPTIONS,
      code: { regExp },
      strictTypes,
      coerceTypes: reading.texts ? 'array' : false,
      meta: false,
      validateSchema: false,
    },
    reading,
  );
}

/**
 * A validator of an `$async` schema gives a promise, and a promise is truthy: whoever took it for a verdict would let
 * everything through.
 */
export const NOT_LATER =
  '"$async" is a keyword of ajv and not of JSON Schema, and nothing is judged later here; leave it out';

let meta: Ajv2020 | undefined;

/**
 * Holds a schema against the schema of schemas. Compiling that one takes longer than most others, so it is done once
 * for all.
 * @throws Error saying what is wrong with it
 */
export function checkSchema(schema: unknown): void {
  for (const { schema: inner, pointer } of subschemas(schema as Json)) {
    if (inner.$async) throw new Error(`${pointer}/$async: ${NOT_LATER}`);
  }
  meta ??= create(OPTIONS);
  if (meta.validateSchema(schema as object)) return;
  throw new Error(`schema is invalid: ${meta.errorsText(meta.errors)}`);
}

function create(options: Options, reading: Reading = {}): Ajv2020 {
  const ajv = createAjv(options, reading);
  ajv.addVocabulary([...OUR_KEYWORDS, ...OF_OPENAPI, ...DOCUMENT_KEYWORDS]);
  Object.setPrototypeOf(ajv.RULES.keywords, EXTENSIONS);
  return ajv;
}
