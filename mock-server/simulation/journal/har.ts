import { STATUS_CODES } from 'node:http';
import type { JournalEntry } from '../../domain/journal/journal-entry.ts';

export interface HarOptions {
  /** Origin for requests that did not say which host they mean: `http://127.0.0.1:4010`. */
  base: string;
  version: string;
}

/** What HAR says where nobody counted. */
const UNKNOWN = -1;
/** Cookies may be credentials: the journal does not have them. */
const NO_COOKIES: object[] = [];

interface Named {
  name: string;
  value: string;
}

/**
 * How a journal becomes HAR 1.2 (http://www.softwareishard.com/blog/har-12-spec/), entry by entry, in any order. What HAR
 * has no place for is under `_journal`, as the format allows; a request that got no answer has the status 0, as browsers
 * write it.
 */
export function har(options: HarOptions): {
  before: string;
  entry: (one: JournalEntry) => object;
  after: string;
} {
  const { before, after } = textAround(options.version);
  return { before, entry: (one) => harEntry(one, options), after };
}

function textAround(version: string): { before: string; after: string } {
  const creator = { name: 'flowx-mock', version };
  const text = JSON.stringify({ log: { version: '1.2', creator, pages: [], entries: [] } });
  return { before: text.slice(0, -']}}'.length), after: ']}}' };
}

function harEntry(entry: JournalEntry, { base }: HarOptions): object {
  const {
    id,
    world,
    api,
    operationId,
    source,
    refusal,
    violations,
    nearest,
    fault,
    at,
    durationMs = 0,
  } = entry;
  return {
    startedDateTime: at,
    time: durationMs,
    request: requestOf(entry, base),
    response: responseOf(entry),
    cache: {},
    timings: { send: 0, wait: durationMs, receive: 0 },
    _journal: { id, world, api, operationId, source, refusal, violations, nearest, fault },
  };
}

function requestOf({ method, url, headers, body }: JournalEntry, base: string): object {
  const origin = headers.host === undefined ? base : `http://${headers.host}`;
  // A request for a proxy names the whole address itself.
  const whole = url.startsWith('/') ? origin + url : url;
  const postData = postDataOf(headers['content-type'], body);
  return {
    method,
    url: whole,
    httpVersion: 'HTTP/1.1',
    cookies: NO_COOKIES,
    headers: headersOf(headers),
    queryString: queryOf(url),
    ...(postData && { postData }),
    headersSize: UNKNOWN,
    bodySize: postData ? Buffer.byteLength(postData.text) : 0,
  };
}

function responseOf({ id, status = 0, source, answer }: JournalEntry): object {
  const headers = answer?.headers ?? {};
  const text = textOf(answer?.body);
  const size = Buffer.byteLength(text ?? '');
  const ours = answer ? { 'X-Mock-Request': id, ...(source && { 'X-Mock-Source': source }) } : {};
  return {
    status,
    statusText: STATUS_CODES[status] ?? '',
    httpVersion: 'HTTP/1.1',
    cookies: NO_COOKIES,
    headers: headersOf({ ...headers, ...ours }),
    content: {
      size,
      mimeType: headers['Content-Type'] ?? '',
      ...(text !== undefined && { text }),
    },
    redirectURL: headers.Location ?? '',
    headersSize: UNKNOWN,
    bodySize: size,
  };
}

function postDataOf(type: string | undefined, body: unknown): { mimeType: string; text: string } | undefined {
  const text = textOf(body);
  return text === undefined ? undefined : { mimeType: type ?? '', text };
}

/** The body as it was on the wire, about: the journal keeps what JSON means, not how it was spaced. */
function textOf(body: unknown): string | undefined {
  return typeof body === 'string' || body === undefined ? body : JSON.stringify(body);
}

function headersOf(headers: Record<string, string>): Named[] {
  return Object.entries(headers).map(([name, value]) => ({ name, value }));
}

function queryOf(url: string): Named[] {
  const at = url.indexOf('?');
  const query = at < 0 ? '' : url.slice(at + 1);
  return [...new URLSearchParams(query)].map(([name, value]) => ({ name, value }));
}
