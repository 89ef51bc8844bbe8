import type { LoadedApi } from '../../simulation/apis/loaded-api.ts';
import type { Answer, Exchange } from '../exchange.ts';
import { codingFor } from './compress.ts';
import type { Cors } from './cors.ts';
import { hintHeader } from './hint.ts';

const VARY = 'Accept-Encoding, Origin';
/** In what answers are compressed that are no API's. */
const OURS = ['gzip'] as const;

/** What nearly every answer of an API has, made once: most answers need nothing else. */
const usual = new WeakMap<LoadedApi, Record<string, string>>();

/**
 * Adds the headers that every answer has, and those of the API. A page may read even that its address is none of ours:
 * otherwise a mistake in a base URL would look like one in CORS.
 */
export function addHeaders(exchange: Exchange, found: Answer, cors: Cors): Answer {
  const { api: loaded, req, applied, entry } = exchange;
  const coding = found.body === undefined ? undefined : codingFor(req, loaded?.api.codings ?? OURS);
  const plain =
    found.body !== undefined && isEmpty(found.headers) && applied.length === 0 && !coding && !entry.remark;
  if (loaded && plain && req.headers.origin === undefined) return { ...found, headers: usualOf(loaded) };
  const headers: Record<string, string> = {
    ...(found.body !== undefined && { 'Content-Type': 'application/json' }),
    ...(entry.remark !== undefined && { 'X-Mock-Hint': hintHeader(entry.remark) }),
    ...found.headers,
    ...loaded?.api.headers,
    ...cors.headers(req.headers, loaded),
    Vary: VARY,
    ...(applied.length > 0 && { 'Preference-Applied': applied.join(', ') }),
    ...(coding && { 'Content-Encoding': coding }),
  };
  return { ...found, headers };
}

function usualOf(loaded: LoadedApi): Record<string, string> {
  const known = usual.get(loaded);
  if (known) return known;
  const headers = Object.freeze({ 'Content-Type': 'application/json', ...loaded.api.headers, Vary: VARY });
  usual.set(loaded, headers);
  return headers;
}

function isEmpty(headers: Record<string, string>): boolean {
  for (const _ in headers) return false;
  return true;
}
