import { isObject, type Json, type JsonObject } from '../files/json.ts';
import { type Provenance, type ProvenanceStatus, read } from '../files/provenance.ts';
import type { Api } from './api.ts';

/** What was decided because no page says it, or because pages contradict each other. */
export interface Decision {
  topic: string;
  status: ProvenanceStatus;
  note: string;
  /** Addresses of the pages, each once. */
  source: string[];
}

/**
 * Every promise of an API that is not documented, and what its `x-mock.decisions` add: by topic, and where one topic
 * holds several notes or statuses, each by itself.
 */
export function decisionsOf(api: Api): Decision[] {
  const decisions = new Map<string, Decision>();
  for (const { status, note = '', topic = note, source } of undocumented(api)) {
    const key = JSON.stringify([topic, status, note]);
    const known = decisions.get(key);
    const pages = [...new Set([...(known?.source ?? []), ...source])];
    decisions.set(key, { topic, status, note, source: pages });
  }
  return [...decisions.values()].sort((a, b) => compare(a.topic, b.topic) || compare(a.note, b.note));
}

function undocumented(api: Api): Provenance[] {
  const { decisions } = (api.document['x-mock'] ?? {}) as JsonObject;
  const told = (Array.isArray(decisions) ? decisions : []).filter(isObject).map(read);
  const refused = [...api.refusals.values()].flatMap(({ provenance }) => provenance ?? []);
  return [...carriedIn(api.document), ...told, ...refused].filter(({ status }) => status !== 'documented');
}

/** Every `x-provenance` below a value, those of single keywords among them. */
function* carriedIn(value: Json): Generator<Provenance> {
  if (Array.isArray(value)) for (const item of value) yield* carriedIn(item);
  if (!isObject(value)) return;
  for (const [key, child] of Object.entries(value)) {
    if (key !== 'x-provenance') yield* carriedIn(child);
    else if (isObject(child)) yield* readAll(child);
  }
}

function* readAll(carried: JsonObject): Generator<Provenance> {
  if (carried.status !== undefined) yield read(carried);
  for (const own of Object.values((carried.keywords ?? {}) as JsonObject)) if (isObject(own)) yield read(own);
}

function compare(a: string, b: string): number {
  const [one, other] = [a.toLowerCase(), b.toLowerCase()];
  return one < other ? -1 : Number(one > other);
}
