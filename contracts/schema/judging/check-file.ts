import type { Ajv2020, ErrorObject, ValidateFunction } from 'ajv/dist/2020.js';
import type { Json, JsonObject } from '../../files/json.ts';
import { Mistake, type Wrong } from '../../files/mistake.ts';
import { escapeKey } from '../../files/pointer.ts';
import type { SourceFile } from '../../files/source-file.ts';
import { checkSchema, newAjv } from './json-schema-compiler.ts';

/** Many files may be held against the same schema. */
const compiled = new WeakMap<object, ValidateFunction>();

/**
 * Checks a file against a JSON Schema.
 * @param from the file of the schema, where that may be a user's own
 * @throws Mistake listing every violation with file, line and pointer
 */
export function checkAgainst(schema: Json, source: Checkable, from?: SourceFile): void {
  refuse(mistakesAgainst(schema, source, from));
}

/**
 * Everything in which a file does not fit a JSON Schema, with file, line and pointer.
 * @param from the file of the schema, where that may be a user's own
 * @throws Mistake for a schema that cannot be used
 */
export function mistakesAgainst(schema: Json, source: Checkable, from?: SourceFile): Wrong[] {
  const validate = compiled.get(schema as object) ?? compileChecked(schema as JsonObject, from);
  compiled.set(schema as object, validate);
  return placed(validate, source);
}

type Checkable = Pick<SourceFile<unknown>, 'value' | 'place'>;

let trusting: Ajv2020 | undefined;

/**
 * Checks a file against a schema of our own, without checking first that the schema is one: that takes longest.
 * @throws Mistake listing every violation
 */
export function checkAgainstOurs(schema: JsonObject, source: Checkable): void {
  trusting ??= newAjv();
  refuse(placed(trusting.compile(schema), source));
}

function placed(validate: ValidateFunction, source: Checkable): Wrong[] {
  return mistakesIn(validate, source.value).map(({ pointer, text }) => ({
    text,
    place: source.place(pointer),
  }));
}

function refuse(wrong: readonly Wrong[]): void {
  if (wrong.length > 0) throw new Mistake(wrong);
}

/** Everything in which a value does not fit a compiled schema, with a JSON Pointer to the place. */
export function mistakesIn(validate: ValidateFunction, value: unknown): { pointer: string; text: string }[] {
  if (validate(value)) return [];
  // That an `if` led to a schema which does not match says nothing that the schema's own errors do not say.
  const errors = (validate.errors ?? []).filter(({ keyword }) => keyword !== 'if');
  return errors.map((error) => ({ text: textOf(error), pointer: pointerOf(error) }));
}

function compileChecked(schema: JsonObject, from: SourceFile | undefined): ValidateFunction {
  try {
    checkSchema(schema);
    return newAjv().compile(schema);
  } catch (error) {
    if (!from) throw error;
    throw Mistake.at(from.place(''), `not a usable JSON Schema: ${(error as Error).message}`);
  }
}

function pointerOf(error: ErrorObject): string {
  const extra = (error.params as { additionalProperty?: string }).additionalProperty;
  return extra === undefined ? error.instancePath : `${error.instancePath}/${escapeKey(extra)}`;
}

function textOf(error: ErrorObject): string {
  const { additionalProperty, allowedValues, allowedValue } = error.params as Record<string, unknown>;
  if (additionalProperty) return `"${additionalProperty}" is not known here`;
  if (Array.isArray(allowedValues)) return `must be one of ${allowedValues.join(', ')}`;
  return allowedValue === undefined
    ? (error.message ?? error.keyword)
    : `must be ${JSON.stringify(allowedValue)}`;
}
