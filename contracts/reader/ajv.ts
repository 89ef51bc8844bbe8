import { createRequire } from 'node:module';
import type { Ajv2020, Options } from 'ajv/dist/2020.js';

const require = createRequire(import.meta.url);

/** Members of our contracts that are not JSON Schema. */
const OUR_KEYWORDS = ['x-provenance', 'x-unknown', 'example', 'xml', 'externalDocs', 'discriminator'];
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

const OPTIONS: Options = {
  strict: true,
  strictRequired: false,
  strictTypes: true,
  allowUnionTypes: true,
  allErrors: true,
  verbose: true,
  validateFormats: true,
  // A body member called __proto__ is data: it is never taken for inherited behaviour.
  ownProperties: true,
};

/**
 * An ajv for JSON Schema 2020-12: strict, with formats, all errors, each with the schema that caused it.
 * @param coerce for values that arrive as text: parameters and headers
 */
export function newAjv(coerce = false): Ajv2020 {
  // Both are CommonJS; required, their default exports need no guessing.
  const { Ajv2020: Ajv } = require('ajv/dist/2020.js') as { Ajv2020: new (options: Options) => Ajv2020 };
  const addFormats = require('ajv-formats') as (ajv: Ajv2020) => void;
  const ajv = new Ajv({ ...OPTIONS, coerceTypes: coerce ? 'array' : false });
  addFormats(ajv);
  ajv.addVocabulary([...OUR_KEYWORDS, ...DOCUMENT_KEYWORDS]);
  return ajv;
}
