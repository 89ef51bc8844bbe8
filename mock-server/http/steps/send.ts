import type { ServerResponse } from 'node:http';
import { isJson, mediaTypeOf } from '../../../contracts/reader/media-type.ts';
import type { Answer, Exchange } from '../exchange.ts';
import { sendTogether } from '../transport/send-together.ts';
import { compress } from './compress.ts';
import { noteInJournal } from './note-in-journal.ts';
import { serverTiming } from './server-timing.ts';

/** Puts a body on the wire, behind headers that are written; undefined: there is none. */
export type Finish = (res: ServerResponse, payload: Buffer | string | undefined) => void;

/**
 * Sends an answer, and notes it in the journal.
 * @param finish puts it on the wire; as a whole unless a fault has it otherwise
 */
export function send(
  exchange: Exchange,
  { status, headers, body, source, shown = { headers, body } }: Answer,
  startedAt: number,
  finish: Finish = sendTogether,
): void {
  const { res, entry, received } = exchange;
  entry.status = status;
  entry.source = source;
  entry.answer = shown;
  const lines = linesOf(headers);
  lines.push('X-Mock-Source', source, 'X-Mock-Request', entry.id);
  lines.push('Server-Timing', serverTiming(exchange, startedAt));
  if (body === undefined) {
    noteInJournal(exchange, received);
    finish(res.writeHead(status, lines), undefined);
    return;
  }
  const text = written(headers, body);
  const length = Buffer.byteLength(text);
  noteInJournal(exchange, received + length);
  const packed = compress(text, headers['Content-Encoding']);
  if (packed) {
    lines.push('Content-Length', String(packed.length));
    finish(res.writeHead(status, lines), packed);
    return;
  }
  lines.push('Content-Length', String(length));
  // As text it goes out with the headers in one piece, but then both of them as UTF-8, and headers are Latin-1.
  finish(res.writeHead(status, lines), isAscii(headers) ? text : Buffer.from(text));
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
