import { isUtf8 } from 'node:buffer';
import {
  type ClientRequest,
  Agent as HttpAgent,
  request as httpRequest,
  type IncomingMessage,
} from 'node:http';
import { Agent as HttpsAgent, request as httpsRequest } from 'node:https';
import { brotliDecompressSync, gunzipSync, inflateSync } from 'node:zlib';
import type { Outgoing } from '../../reader/calls/outgoing-request.ts';
import { type Incoming, NoAnswer } from './message.ts';
import { Pace } from './pace.ts';

export interface ClientOptions {
  /** Milliseconds for one request. */
  timeout: number;
  /** Requests a second. */
  rate?: number | undefined;
  signal?: AbortSignal | undefined;
}

/** More than any answer of these APIs; what is longer is cut off and so is no whole answer. */
const MOST_BYTES = 16 * 1024 * 1024;

const DECODERS: Record<string, (body: Buffer) => Buffer> = {
  gzip: gunzipSync,
  deflate: inflateSync,
  br: brotliDecompressSync,
};

/** What can be decompressed here; Node has zstd from 22.15 on. */
const ENCODINGS = new Set([...Object.keys(DECODERS), 'identity']);

/** Sends requests as they are: also such that no well-behaved client would send. */
export class HttpClient {
  readonly #options: ClientOptions;
  readonly #pace: Pace;
  readonly #http = new HttpAgent({ keepAlive: true });
  readonly #https = new HttpsAgent({ keepAlive: true });

  constructor(options: ClientOptions) {
    this.#options = options;
    this.#pace = new Pace(options.rate);
  }

  /** @throws NoAnswer when no whole answer came, or not in time */
  async send(outgoing: Outgoing): Promise<Incoming> {
    await this.#pace.turn(this.#options.signal);
    const started = performance.now();
    const { message, bytes } = await this.#exchange(outgoing);
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
    this.#http.destroy();
    this.#https.destroy();
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
      request.on('error', (error) => reject(noAnswer(error)));
      request.on('response', (message) =>
        collect(message).then((bytes) => resolve({ message, bytes }), reject),
      );
      request.end(outgoing.body);
    });
  }

  #request({ url, method, headers: wanted, body }: Outgoing): ClientRequest {
    const headers = readable(wanted);
    const secure = url.startsWith('https:');
    const length = body === undefined ? {} : { 'Content-Length': String(Buffer.byteLength(body)) };
    const agent = secure ? this.#https : this.#http;
    return (secure ? httpsRequest : httpRequest)(url, { method, agent, headers: { ...headers, ...length } });
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
