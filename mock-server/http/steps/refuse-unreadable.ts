import { STATUS_CODES } from 'node:http';
import type { Duplex } from 'node:stream';
import { timestamp } from '../../domain/time/timestamp.ts';
import { Refusal } from '../../domain/values/refusal.ts';
import { apiByPrefix } from '../../simulation/apis/api-by-prefix.ts';
import type { Simulation } from '../../simulation/simulation.ts';
import type { Answer } from '../exchange.ts';
import { problem } from '../transport/problem.ts';
import type { Cors } from './cors.ts';
import { envelope } from './refuse.ts';

type ParseError = Error & { code?: string; rawPacket?: Buffer };

/** Bytes that do not make a request, and who answers them. */
interface Unreadable {
  simulation: Simulation;
  cors: Cors;
  error: ParseError;
  socket: Duplex;
}

/**
 * Answers bytes that do not make a request, and ends the connection: in the envelope of the API whose prefix the
 * request line has, as far as one was readable, else with a problem.
 */
export function refuseUnreadable({ simulation, cors, error, socket }: Unreadable): void {
  // The client is gone, or was answered before it sent what cannot be read.
  if (error.code === 'ECONNRESET' || !socket.writable) return void socket.destroy();
  refused(simulation, cors, error).then(
    (answer) => socket.end(written(answer)),
    () => socket.destroy(),
  );
}

async function refused({ apis, worlds }: Simulation, cors: Cors, error: ParseError): Promise<Answer> {
  const refusal = refusalFor(error);
  const received = error.rawPacket?.toString('latin1') ?? '';
  const [, target = ''] = received.match(/^[A-Z]+ (\S+) HTTP\//) ?? [];
  const [, origin] = received.match(/\r\norigin: *([^\r\n]*[^\r\n ])/i) ?? [];
  const [path = ''] = target.split('?');
  const loaded = apiByPrefix(apis, path);
  const { clock } = await worlds.default();
  const answer = loaded && envelope(loaded, refusal, { path, timestamp: timestamp(clock.now()) });
  const open = cors.headers(origin === undefined ? {} : { origin }, loaded);
  if (answer) return { ...answer, headers: { ...answer.headers, ...open } };
  const status = STATUS[refusal.refusal] ?? 400;
  const { headers, ...told } = problem(status, `The request cannot be read: ${refusal.values.reason}.`);
  return { ...told, headers: { ...headers, ...open }, source: 'refusal' };
}

const STATUS: Record<string, number> = { 'headers-too-large': 431, 'request-too-slow': 408 };

function refusalFor({ code, message }: ParseError): Refusal {
  if (code === 'HPE_HEADER_OVERFLOW')
    return new Refusal('headers-too-large', { reason: 'request line and headers are longer than 16 KB' });
  if (code === 'ERR_HTTP_REQUEST_TIMEOUT')
    return new Refusal('request-too-slow', { reason: 'it did not arrive in time' });
  return new Refusal('request-malformed', { reason: message.replace(/^Parse Error: /, 'it is not HTTP: ') });
}

function written({ status, headers, body }: Answer): string {
  const text = JSON.stringify(body);
  const lines = Object.entries({
    ...headers,
    'X-Mock-Source': 'refusal',
    'Content-Length': Buffer.byteLength(text),
    Connection: 'close',
  }).map(([name, value]) => `${name}: ${value}\r\n`);
  return `HTTP/1.1 ${status} ${STATUS_CODES[status]}\r\n${lines.join('')}\r\n${text}`;
}
