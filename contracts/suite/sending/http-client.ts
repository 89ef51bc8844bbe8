import { isUtf8 } from 'node:buffer';
import {
  type ClientRequest,
  Agent as HttpAgent,
  request as httpRequest,
  type IncomingMessage,
} from 'node:http';
import { Agent as HttpsAgent, request as httpsRequest } from 'node:https';
import { brotliDecompressSync, gunzipSync, inflateSync } from 'node:zlib';
import type { Outgoing } from '../../reader/calls/outgoing.ts';
import { KeptConnections } from './kept-connections.ts';
import { type Incoming, NoAnswer } from './message.ts';
import { Pace } from './pace.ts';

export interface ClientOptions {
  /** Milliseconds for one request. */
  timeout: number;
  /** Requests a second. */
  rate?: number | undefined;
  /** Whether a request is never sent again, as it may have been carried out; resets are then the caller's to judge. */
  once?: boolean;
  signal?: AbortSignal | undefined;
}

/** More than any answer of these APIs; what is longer is cut off and so is no whole answer. */
const MOST_BYTES = 16 * 1024 * 1024;

/** The connection was closed before a byte of an answer came. */
const RESET = new Set(['ECONNRESET', 'EPIPE', 'ECONNABORTED']);
/** On new connections, and in all. */
const TRIES_AGAIN = 2;
const MOST_TRIES = 6;

const DECODERS: Record<string, (body: Buffer) => Buffer> = {
  gzip: gunzipSync,
  deflate: inflateSync,
  br: brotliDecompressSync,
};

/** What can be decompressed here; Node has zstd from 22.15 on. */
const ENCODINGS = new Set([...Object.keys(DECODERS), 'identity']);

/** Whether a connection was closed before a byte of an answer came. */
export function isReset(code: string | undefined): boolean {
  return code !== undefined && RESET.has(code);
}

/** Sends requests as they are: also such that no well-behaved client would send. */
export class HttpClient {
  readonly #options: ClientOptions;
  readonly #pace: Pace;
  readonly #http = new KeptConnections(new HttpAgent({ keepAlive: true }));
  readonly #https = new KeptConnections(new HttpsAgent({ keepAlive: true }));
  /** What became of connections that were reset before a byte of an answer came. */
  readonly resets = { requests: 0, reset: 0, recovered: 0 };

  constructor(options: ClientOptions) {
    this.#options = options;
    this.#pace = new Pace(options.rate);
  }

  /** @throws NoAnswer when no whole answer came, or not in time */
  async send(outgoing: Outgoing): Promise<Incoming> {
    await this.#pace.turn(this.#options.signal);
    const started = performance.now();
    const { message, bytes } = await this.#persistently(outgoing);
    const headers = Object.fromEntries(
      Object.entries(message.headers).map(([name, value]) => [name, [value].flat().join(', ')]),
    );
    const plain = decoded(bytes, headers['content-encoding']);
    return {
      status: message.statusCode ?? 0,
      headers,
      body: plain.toString('utf8'),
      garbled: !isUtf8(plain),
      ms: performance.now() - started,
    };
  }

  close(): void {
    this.#http.agent.destroy();
    this.#https.agent.destroy();
  }

  /**
   * A connection that was kept open may be closed by the server just when it is used again: that says nothing of the
   * request, which is sent on a new one. A new one that is reset is tried again, too, and counted.
   */
  async #persistently(outgoing: Outgoing): Promise<{ message: IncomingMessage; bytes: Buffer }> {
    this.resets.requests += 1;
    let reset = 0;
    for (let tries = 1; ; tries += 1) {
      try {
        const whole = await this.#exchange(outgoing);
        if (reset > 0) this.resets.recovered += 1;
        return whole;
      } catch (error) {
        const { code, reused = false } = error as NoAnswer & { reused?: boolean };
        if (this.#options.once || !isReset(code) || this.#options.signal?.aborted) throw error;
        if (!reused) {
          this.resets.reset += 1;
          reset += 1;
        }
        if (reset > TRIES_AGAIN || tries > MOST_TRIES) throw error;
        this.#agentFor(outgoing.url).closeIdle();
      }
    }
  }

  #agentFor(url: string): KeptConnections {
    return url.startsWith('https:') ? this.#https : this.#http;
  }

  #exchange(outgoing: Outgoing): Promise<{ message: IncomingMessage; bytes: Buffer }> {
    return new Promise((resolve, reject) => {
      const request = this.#request(outgoing);
      const { timeout, signal } = this.#options;
      const late = setTimeout(() => {
        request.destroy(new NoAnswer('TIMEOUT', `no whole answer within ${timeout} ms`));
      }, timeout);
      const abort = (): unknown => request.destroy(new NoAnswer('ABORTED', 'interrupted'));
      signal?.addEventListener('abort', abort, { once: true });
      request.on('close', () => {
        clearTimeout(late);
        signal?.removeEventListener('abort', abort);
      });
      request.on('error', (error) =>
        reject(Object.assign(noAnswer(error), { reused: request.reusedSocket })),
      );
      request.on('response', (message) =>
        collect(message).then((bytes) => resolve({ message, bytes }), reject),
      );
      request.end(outgoing.body);
    });
  }

  #request({ url, method, headers: wanted, body }: Outgoing): ClientRequest {
    const headers = readable(wanted);
    const length = body === undefined ? {} : { 'Content-Length': String(Buffer.byteLength(body)) };
    const { agent } = this.#agentFor(url).ready();
    const send = url.startsWith('https:') ? httpsRequest : httpRequest;
    return send(url, { method, agent, headers: { ...headers, ...length } });
  }
}

/** Without the encodings that cannot be read here: an answer in one of them could not be judged. */
function readable(headers: Record<string, string>): Record<string, string> {
  const { 'accept-encoding': accepted, ...others } = headers;
  if (accepted === undefined) return headers;
  const known = accepted
    .split(',')
    .filter((one) => ENCODINGS.has(one.split(';')[0]?.trim().toLowerCase() ?? ''));
  return { ...others, 'accept-encoding': known.length > 0 ? known.join(',').trim() : 'identity' };
}

async function collect(message: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let length = 0;
  try {
    for await (const chunk of message as AsyncIterable<Buffer>) {
      length += chunk.length;
      if (length > MOST_BYTES)
        throw new NoAnswer('TOO_LONG', `the answer is longer than ${MOST_BYTES} bytes`);
      chunks.push(chunk);
    }
  } catch (error) {
    const reason = noAnswer(error as Error);
    throw reason.code === 'ECONNRESET'
      ? new NoAnswer('TRUNCATED', 'the answer broke off in its middle')
      : reason;
  }
  return Buffer.concat(chunks);
}

function decoded(bytes: Buffer, encoding: string | undefined): Buffer {
  const decode = encoding === undefined ? undefined : DECODERS[encoding.trim().toLowerCase()];
  if (!decode || bytes.length === 0) return bytes;
  try {
    return decode(bytes);
  } catch (error) {
    throw new NoAnswer(
      'ENCODING',
      `the body is not ${encoding}, as its Content-Encoding says: ${(error as Error).message}`,
    );
  }
}

function noAnswer(error: Error): NoAnswer {
  if (error instanceof NoAnswer) return error;
  return new NoAnswer(
    (error as NodeJS.ErrnoException).code ?? 'FAILED',
    error.message || 'the connection failed',
  );
}
