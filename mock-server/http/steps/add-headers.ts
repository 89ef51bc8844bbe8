import type { IncomingHttpHeaders } from 'node:http';
import type { LoadedApi } from '../../simulation/apis/loaded-api.ts';
import type { Answer, Exchange } from '../exchange.ts';
import { codingFor } from './compress.ts';
import type { Cors } from './cors.ts';
import { hintHeader } from './hint.ts';

const VARY = 'Accept-Encoding, Origin';
/** In what answers are compressed that are no API's. */
const OURS = ['gzip'] as const;
/** For how many origins headers are remembered, and of which length, in characters. */
const MOST_REMEMBERED = 50;
const LONGEST_REMEMBERED = 200;

type Headers = Readonly<Record<string, string>>;

/** What most answers of an API have and nothing else, made once for each origin and coding. */
const usual = new WeakMap<Cors, Map<LoadedApi, Map<string, Headers>>>();

/**
 * Adds the headers that every answer has, and those of the API. A page may read even that its address is none of ours:
 * otherwise a mistake in a base URL would look like one in CORS.
 */
export function addHeaders(exchange: Exchange, found: Answer, cors: Cors): Answer {
  const { api: loaded, req, applied, entry } = exchange;
  const coding = found.body === undefined ? undefined : codingFor(req, loaded?.api.codings ?? OURS);
  const isUsual = found.body !== undefined && isEmpty(found.headers) && applied.length === 0 && !entry.remark;
  const asked = req.headers;
  if (loaded && isUsual && !asksForMore(asked))
    return { ...found, headers: usualHeaders(loaded, cors, asked, coding) };
  const headers: Record<string, string> = {
    ...(found.body !== undefined && { 'Content-Type': 'application/json' }),
    ...(entry.remark !== undefined && { 'X-Mock-Hint': hintHeader(entry.remark) }),
    ...found.headers,
    ...loaded?.api.headers,
    ...cors.headers(asked, loaded),
    Vary: VARY,
    ...(applied.length > 0 && { 'Preference-Applied': applied.join(', ') }),
    ...(coding && { 'Content-Encoding': coding }),
  };
  return { ...found, headers };
}

/** Whether what a page may do depends on more than where it is from. */
function asksForMore(asked: IncomingHttpHeaders): boolean {
  return (
    asked['access-control-request-method'] !== undefined ||
    asked['access-control-request-headers'] !== undefined ||
    asked['access-control-request-private-network'] !== undefined
  );
}

function usualHeaders(loaded: LoadedApi, cors: Cors, asked: IncomingHttpHeaders, coding = ''): Headers {
  const ofApis = usual.get(cors) ?? new Map<LoadedApi, Map<string, Headers>>();
  usual.set(cors, ofApis);
  const known = ofApis.get(loaded) ?? new Map<string, Headers>();
  ofApis.set(loaded, known);
  const key = `${coding} ${asked.origin ?? ''}`;
  const before = known.get(key);
  if (before) return before;
  const headers = Object.freeze({
    'Content-Type': 'application/json',
    ...loaded.api.headers,
    ...cors.headers(asked, loaded),
    Vary: VARY,
    ...(coding !== '' && { 'Content-Encoding': coding }),
  });
  if (known.size < MOST_REMEMBERED && key.length <= LONGEST_REMEMBERED) known.set(key, headers);
  return headers;
}

function isEmpty(headers: Record<string, string>): boolean {
  for (const _ in headers) return false;
  return true;
}
