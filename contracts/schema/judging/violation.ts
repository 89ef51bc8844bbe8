import type { ErrorObject } from 'ajv/dist/2020.js';
import type { JsonObject } from '../../files/json.ts';
import { memberAt, type Place } from '../../files/mistake.ts';
import { escapeKey, fromPointer } from '../../files/pointer.ts';
import { type Provenance, provenanceOf, UNKNOWN } from '../../files/provenance.ts';
import type { SourcePositions } from '../../files/source-positions.ts';
import { type Reason, reasonsOf } from './reasons.ts';

/** Which part of a message broke a promise. */
export type Part = 'path' | 'query' | 'header' | 'cookie' | 'body' | 'status' | 'content-type';

/** One broken promise: where, what was promised, what was seen, and who says so. */
export interface Violation {
  in: Part;
  /** JSON Pointer inside the part; of the missing member where one is missing. */
  pointer: string;
  keyword: string;
  /** What the keyword asks. */
  expected: unknown;
  actual: unknown;
  /** A clause without its subject: `is required`, `must be one of DEVELOPMENT, PRODUCTION`. */
  message: string;
  /** The keyword in whose branch it is: of several schemas the one that was meant. */
  branchOf?: string;
  provenance: Provenance;
  /** Where the contract promises it. */
  promise?: Place;
}

/**
 * The violations of what ajv reports, a thousand at most: one request of 1 MB can break a promise 400,000 times, and
 * to tell them all would keep the server busy for seconds and answer with 50 MB.
 */
export function reported(errors: ErrorObject[] | null | undefined): Reason[] {
  return reasonsOf((errors ?? []).slice(0, 1000));
}

/** Makes a violation of what ajv reports; `holder` stands in for synthetic schemas that no file holds. */
export function violationOf(error: Reason, part: Part, origins: SourcePositions, holder?: object): Violation {
  const parent = (error.parentSchema ?? {}) as object;
  const written = origins.place(parent) ? parent : (holder ?? parent);
  const promise = origins.place(written);
  return {
    in: part,
    pointer: pointerOf(error),
    keyword: error.keyword,
    expected: expectedBy(error),
    actual: shorten(error),
    message: clause(error),
    ...(error.branchOf !== undefined && { branchOf: error.branchOf }),
    provenance: provenanceOf(written, origins, error.keyword) ?? UNKNOWN,
    ...(promise && { promise: memberAt(promise, error.keyword) }),
  };
}

/** A pointer as people read it: `/paramsToInherit/paramsToCopy/0` becomes `paramsToInherit.paramsToCopy[0]`. */
export function fieldOf(pointer: string): string {
  return fromPointer(pointer).reduce((path, key) => {
    if (/^\d+$/.test(key)) return `${path}[${key}]`;
    return path === '' ? key : `${path}.${key}`;
  }, '');
}

/** A violation as a clause with its subject: `'processId' is required`. */
export function sentence(violation: Violation): string {
  const field = fieldOf(violation.pointer);
  const subject = field === '' ? `the ${violation.in}` : `'${field}'`;
  return `${subject} ${violation.message}`;
}

function pointerOf(error: ErrorObject): string {
  const member = memberOf(error);
  return member === undefined ? error.instancePath : `${error.instancePath}/${escapeKey(member)}`;
}

/** The member an error is about, where ajv reports it of the object around it. */
function memberOf({ params }: ErrorObject): string | undefined {
  const { missingProperty, additionalProperty, unevaluatedProperty, propertyName } = params as JsonObject;
  const member = missingProperty ?? additionalProperty ?? unevaluatedProperty ?? propertyName;
  return typeof member === 'string' ? member : undefined;
}

function expectedBy(error: ErrorObject): unknown {
  return error.keyword === 'required' ? 'present' : error.schema;
}

function shorten(error: ErrorObject): unknown {
  if (error.keyword === 'required') return undefined;
  const member = memberOf(error);
  const data = member === undefined ? error.data : (error.data as JsonObject)[member];
  const text = JSON.stringify(data);
  return text !== undefined && text.length > 500 ? `${text.slice(0, 500)}…` : data;
}

function clause(error: ErrorObject): string {
  const params = error.params as Record<string, unknown>;
  switch (error.keyword) {
    case 'required':
      return 'is required';
    case 'enum':
      return `must be one of ${(params.allowedValues as unknown[]).join(', ')}`;
    case 'const':
      return `must be ${JSON.stringify(params.allowedValue)}`;
    case 'minLength':
      return params.limit === 1 ? 'must not be blank' : (error.message ?? '');
    case 'pattern':
      return params.pattern === '\\S' ? 'must not be blank' : (error.message ?? '');
    case 'additionalProperties':
      return 'is not allowed here';
    case 'type':
      return `must be ${article(String(params.type))}`;
    default:
      return error.message ?? `breaks ${error.keyword}`;
  }
}

function article(type: string): string {
  const [first = '', ...others] = type.split(',');
  const named = first === 'null' ? 'null' : `${/^[aeiou]/.test(first) ? 'an' : 'a'} ${first}`;
  return others.length === 0 ? named : `${named} or ${article(others.join(','))}`;
}
