import { isObject, type Json, type JsonObject } from '../files/json.ts';
import type { Api, RefusalRule } from './api.ts';

/** What an envelope can be filled with; the names stand in contracts/README.md. */
export interface EnvelopeValues {
  path: string;
  timestamp: string;
  /** One a violation. */
  errors?: { field: string; message: string }[];
  /** For the placeholders of the refusal's own detail. */
  values: JsonObject;
  /** A status the configuration chose instead of the refusal's first. */
  variant?: string | undefined;
}

/** The refusal as the API's clients see it: status, headers and body. */
export function fillEnvelope(api: Api, rule: RefusalRule, given: EnvelopeValues) {
  const variant = given.variant === undefined ? undefined : rule.variants[given.variant];
  const status = variant ? Number(given.variant) : rule.status;
  const known: JsonObject = { ...api.fields, ...rule.fields, ...given.values };
  const values: JsonObject = {
    ...known,
    status,
    title: fill(rule.title, known) as Json,
    detail: fill(rule.detail, known) as Json,
    code: rule.code,
    path: given.path,
    timestamp: given.timestamp,
    ...(given.errors?.length && { errors: given.errors as unknown as Json }),
  };
  const body = fill(variant?.body ?? rule.body ?? api.envelope, values) as Json;
  const headers = fill(rule.headers, values) as Record<string, Json>;
  const texts = Object.entries(headers).map(([name, value]) => [name, String(value)]);
  return {
    status,
    headers: Object.fromEntries(texts) as Record<string, string>,
    body,
    detail: String(values.detail),
  };
}

const PLACEHOLDER = /\{([A-Za-z][A-Za-z0-9]*)\}/g;

/** Fills a template; a string that is one placeholder takes the value as it is, undefined when there is none. */
export function fill(template: Json, values: JsonObject): Json | undefined {
  if (typeof template === 'string') return fillText(template, values);
  if (Array.isArray(template))
    return template.map((item) => fill(item, values)).filter((item) => item !== undefined);
  if (!isObject(template)) return template;
  const filled = Object.entries(template).map(([key, value]) => [key, fill(value, values)] as const);
  return Object.fromEntries(filled.filter(([, value]) => value !== undefined)) as JsonObject;
}

function fillText(template: string, values: JsonObject): Json | undefined {
  const [whole] = template.match(/^\{[A-Za-z][A-Za-z0-9]*\}$/) ?? [];
  if (whole) return own(values, whole.slice(1, -1));
  return template.replace(PLACEHOLDER, (_, name: string) => String(own(values, name) ?? ''));
}

function own(values: JsonObject, name: string): Json | undefined {
  return Object.hasOwn(values, name) ? values[name] : undefined;
}
