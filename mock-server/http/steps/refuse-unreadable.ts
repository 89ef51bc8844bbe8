import { STATUS_CODES } from 'node:http';
import type { Duplex } from 'node:stream';
import { timestamp } from '../../domain/time/timestamp.ts';
import { Refusal } from '../../domain/values/refusal.ts';
import { apiByPrefix } from '../../simulation/apis/api-by-prefix.ts';
import type { LoadedApi } from '../../simulation/apis/loaded-api.ts';
import type { Simulation } from '../../simulation/simulation.ts';
import type { World } from '../../worlds/world.ts';
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
  const world = await worlds.default();
  const at = timestamp(world.clock.now());
  const answer = loaded && envelope(loaded, refusal, { path, timestamp: at });
  const open = cors.headers(origin === undefined ? {} : { origin }, loaded);
  const status = STATUS[refusal.refusal] ?? 400;
  const told = answer ?? problem(status, `The request cannot be read: ${refusal.values.reason}.`);
  const whole: Answer = { ...told, headers: { ...told.headers, ...open }, source: 'refusal' };
  const [method] = received.split(' ', 1);
  if (path.startsWith('/') && !path.startsWith('/__admin'))
    note(world, { at, method, path, loaded, refusal, whole });
  return whole;
}

interface Noted {
  at: string;
  method: string | undefined;
  path: string;
  loaded: LoadedApi | undefined;
  refusal: Refusal;
  whole: Answer;
}

/** Where there is at least a request line, whoever looks for it finds it in the journal of the default world. */
function note(world: World, { at, method = '', path, loaded, refusal, whole }: Noted): void {
  const { status, headers, body } = whole;
  const reason = String(refusal.values.reason);
  world.journal.add(
    {
      id: world.journal.nextId(),
      at,
      method,
      // What came behind it may be cut off anywhere: a credential could not be told from the rest.
      url: path,
      world: world.name,
      worldBy: 'default',
      ...(loaded && { api: loaded.api.name }),
      headers: {},
      violations: [],
      refusal: { name: refusal.refusal, reason },
      status,
      source: 'refusal',
      answer: { headers, body },
      why: reason,
    },
    0,
    ENTRY_BYTES,
  );
}

/** What an entry of the journal takes of memory, about. */
const ENTRY_BYTES = 3000;

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
