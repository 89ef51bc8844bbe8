import { gzipSync } from 'node:zlib';
import { isJson, mediaTypeOf } from '../../contracts/reader/media-type.ts';
import type { Answer, Exchange } from './exchange.ts';
import { serverTiming } from './server-timing.ts';

/** Whether the body is to be sent compressed: always where the client takes gzip, as the page rest2 shows it. */
export function compressed({ req }: Exchange, { body }: Answer): boolean {
  return (
    body !== undefined &&
    req.headers['accept-encoding'] !== undefined &&
    req.acceptsEncodings('gzip', 'identity') === 'gzip'
  );
}

/** Sends an answer, and notes it in the journal. */
export function send(exchange: Exchange, { status, headers, body, source }: Answer, startedAt: number): void {
  const { res, entry, world, received } = exchange;
  entry.status = status;
  entry.source = source;
  entry.answer = { headers, body };
  const lines = linesOf(headers);
  lines.push('X-Mock-Source', source, 'X-Mock-Request', entry.id);
  lines.push('Server-Timing', serverTiming(exchange, startedAt));
  if (body === undefined) {
    world.journal.add(entry, received);
    return void res.writeHead(status, lines).end();
  }
  const text = written(headers, body);
  const length = Buffer.byteLength(text);
  world.journal.add(entry, received + length);
  if (headers['Content-Encoding'] === 'gzip') {
    const packed = gzipSync(text);
    lines.push('Content-Length', String(packed.length));
    return void res.writeHead(status, lines).end(packed);
  }
  lines.push('Content-Length', String(length));
  // As text it goes out with the headers in one piece, but then both of them as UTF-8, and headers are Latin-1.
  res.writeHead(status, lines).end(isAscii(headers) ? text : Buffer.from(text));
}

const ascii = new WeakMap<Record<string, string>, boolean>();

/** Most answers share their headers, so it is looked once. */
function isAscii(headers: Record<string, string>): boolean {
  const known = ascii.get(headers) ?? Object.values(headers).every((value) => /^[\x20-\x7e\t]*$/.test(value));
  ascii.set(headers, known);
  return known;
}

/** Names and values in turn, as Node writes them fastest. */
function linesOf(headers: Record<string, string>): string[] {
  const lines: string[] = [];
  for (const name in headers) lines.push(name, headers[name] ?? '');
  return lines;
}

function written(headers: Record<string, string>, body: unknown): string {
  if (typeof body !== 'string') return JSON.stringify(body);
  return isJson(mediaTypeOf(headers['Content-Type']) ?? '') ? JSON.stringify(body) : body;
}
