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
  res.statusCode = status;
  for (const [name, value] of Object.entries(headers)) res.setHeader(name, value);
  res.setHeader('X-Mock-Source', source);
  res.setHeader('X-Mock-Request', entry.id);
  res.setHeader('Server-Timing', serverTiming(exchange, startedAt));
  entry.status = status;
  entry.source = source;
  entry.answer = { headers, body };
  if (body === undefined) {
    world.journal.add(entry, received);
    return void res.end();
  }
  const bytes = Buffer.from(
    typeof body === 'string' && !isJson(mediaTypeOf(headers['Content-Type']) ?? '')
      ? body
      : JSON.stringify(body),
  );
  world.journal.add(entry, received + bytes.length);
  const payload = headers['Content-Encoding'] === 'gzip' ? gzipSync(bytes) : bytes;
  res.setHeader('Content-Length', payload.length);
  res.end(payload);
}
