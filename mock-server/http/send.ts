import type { ServerResponse } from 'node:http';
import { gzipSync } from 'node:zlib';
import { isJson, mediaTypeOf } from '../../contracts/reader/media-type.ts';
import type { Answer, Exchange } from './exchange.ts';

/** Whether the body is to be sent compressed: always where the client takes gzip, as the page rest2 shows it. */
export function compressed({ req }: Exchange, { body }: Answer): boolean {
  return (
    body !== undefined &&
    req.headers['accept-encoding'] !== undefined &&
    req.acceptsEncodings('gzip', 'identity') === 'gzip'
  );
}

/** Puts a body on the wire, behind headers that are set; undefined: there is none. */
export type Finish = (res: ServerResponse, payload: Buffer | undefined) => void;

const whole: Finish = (res, payload) => void res.end(payload);

/**
 * Sends an answer, and notes it in the journal.
 * @param finish puts it on the wire; as a whole unless a fault has it otherwise
 */
export function send(
  { res, entry, world, received }: Exchange,
  { status, headers, body, source }: Answer,
  startedAt: number,
  finish = whole,
): void {
  res.statusCode = status;
  for (const [name, value] of Object.entries(headers)) res.setHeader(name, value);
  res.setHeader('X-Mock-Source', source);
  res.setHeader('X-Mock-Request', entry.id);
  entry.status = status;
  entry.source = source;
  entry.answer = { headers, body };
  entry.durationMs = Math.round((performance.now() - startedAt) * 1000) / 1000;
  if (body === undefined) {
    world.journal.add(entry, received);
    finish(res, undefined);
    return;
  }
  const bytes = Buffer.from(
    typeof body === 'string' && !isJson(mediaTypeOf(headers['Content-Type']) ?? '')
      ? body
      : JSON.stringify(body),
  );
  world.journal.add(entry, received + bytes.length);
  const payload = headers['Content-Encoding'] === 'gzip' ? gzipSync(bytes) : bytes;
  res.setHeader('Content-Length', payload.length);
  finish(res, payload);
}
