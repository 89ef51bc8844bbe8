import { isUtf8 } from 'node:buffer';
import { utf8Text } from '../../../contracts/files/utf8.ts';
import { isJson, mediaTypeOf, pickMediaType } from '../../../contracts/reader/media-type.ts';
import { heapBytes } from '../../domain/memory/heap-bytes.ts';
import { inexactNumber } from '../../domain/values/inexact-number.ts';
import { DEEPEST, isTooDeep } from '../../domain/values/nesting.ts';
import { Refusal } from '../../domain/values/refusal.ts';
import type { Exchange } from '../exchange.ts';
import { readBytes } from '../transport/read-bytes.ts';

/**
 * Reads the body: size, content type, JSON, in this order; once, however often it is asked for.
 * @throws Refusal body-too-large, unsupported-media-type, malformed-json, request-malformed
 */
export function readBody(exchange: Exchange): Promise<void> {
  exchange.reading ??= read(exchange);
  return exchange.reading;
}

/** Reads the body before its turn; what is wrong with it is told when its turn has come. */
export async function readAhead(exchange: Exchange): Promise<void> {
  await readBody(exchange).catch(() => undefined);
}

async function read(exchange: Exchange): Promise<void> {
  const { contract, entry, memory, req } = exchange;
  if (!contract?.operation.body) return;
  const bytes = await readBytes(req, contract.api.bodyLimit, memory);
  exchange.received = bytes.length;
  const { content, required } = contract.operation.body;
  if (bytes.length === 0 && !required && req.headers['content-type'] === undefined) return;
  exchange.contentType = checkType(req.headers['content-type'], content);
  const text = decode(bytes);
  if (text.length > 0) entry.body = text;
  exchange.body = isJson(exchange.contentType) ? parse(text) : text;
  entry.body = exchange.body;
  memory.take(heapBytes(exchange.body));
}

function checkType(header: string | undefined, content: Record<string, unknown>): string {
  if (header !== undefined && Object.hasOwn(content, header) && !header.includes(';'))
    return header.toLowerCase();
  const type = mediaTypeOf(header);
  const expected = Object.keys(content).join(', ');
  if (type === undefined) throw unsupported('no Content-Type', expected);
  const known = new Map(Object.keys(content).map((name) => [name.toLowerCase(), name]));
  if (pickMediaType(known, type) === undefined) throw unsupported(type, expected);
  const [, charset] = header?.match(/charset\s*=\s*"?([^\s;"]+)/i) ?? [];
  if (charset && !/^(utf-?8|us-ascii)$/i.test(charset)) throw unsupported(`charset ${charset}`, 'UTF-8');
  return type;
}

function unsupported(actual: string, expected: string): Refusal {
  return new Refusal('unsupported-media-type', { actual, expected });
}

function decode(bytes: Buffer): string {
  if (!isUtf8(bytes)) throw new Refusal('malformed-json', { reason: 'the body is not UTF-8' });
  const text = utf8Text(bytes);
  return text.startsWith('\uFEFF') ? text.slice(1) : text;
}

function parse(text: string): unknown {
  if (text.trim() === '') throw new Refusal('malformed-json', { reason: 'the body is empty' });
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    // Newer versions of Node tell line and column as well; the answer is to be the same on all.
    const reason = (error as Error).message.replace(/ \(line \d+ column \d+\)$/, '');
    throw new Refusal('malformed-json', { reason });
  }
  if (isTooDeep(value, text))
    throw new Refusal('malformed-json', { reason: `it is nested deeper than ${DEEPEST} levels` });
  checkNumbers(text);
  return value;
}

/** What is kept is what was sent: whoever compares an id of 19 digits with what comes back is not to find another. */
function checkNumbers(text: string): void {
  const inexact = inexactNumber(text);
  if (inexact === undefined) return;
  const { pointer, written, read } = inexact;
  const shown = written.length > 60 ? `${written.slice(0, 60)}…` : written;
  const reason = `the number at ${pointer || 'the top'} of the body, ${shown}, cannot be kept as it is and would come back as ${read}; send it as a string`;
  throw new Refusal('request-malformed', { reason });
}
