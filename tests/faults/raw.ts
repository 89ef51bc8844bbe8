// HTTP as bytes: what no client library would send, and what really comes back.
import { once } from 'node:events';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { connect, type Socket } from 'node:net';
import { gunzipSync } from 'node:zlib';
import { servedBy } from '../../mock-server/http/app.ts';
import { HttpServer } from '../../mock-server/http/transport/http-server.ts';
import { type InProcess, type InProcessOptions, inProcess } from '../in-process.ts';

export interface RawAnswer {
  status: number;
  /** Lower-case names. */
  headers: Record<string, string>;
  /** Unpacked. */
  body: string;
}

/** A connection that is read answer by answer. */
export class RawConnection {
  readonly socket: Socket;
  /** Fulfilled when the server has closed it. */
  readonly closed: Promise<void>;
  #received = Buffer.alloc(0);
  #open = true;

  constructor(port: number) {
    this.socket = connect(port, '127.0.0.1');
    this.socket.on('data', (chunk) => {
      this.#received = Buffer.concat([this.#received, chunk]);
    });
    // A connection that the server resets says so by being closed.
    this.socket.on('error', () => undefined);
    this.closed = new Promise((resolve) => {
      this.socket.on('close', () => {
        this.#open = false;
        resolve();
      });
    });
  }

  send(bytes: string | Buffer): this {
    this.socket.write(typeof bytes === 'string' ? Buffer.from(bytes, 'latin1') : bytes);
    return this;
  }

  /** The next answer; interim ones (1xx) are skipped. @param bodyless for an answer to HEAD */
  async answer({ bodyless = false } = {}): Promise<RawAnswer> {
    const patience = AbortSignal.timeout(10_000);
    for (;;) {
      const answer = this.#take(bodyless);
      if (answer && answer.status >= 200) return answer;
      if (answer) continue;
      if (!this.#open) throw new Error(`closed without an answer: ${this.#received}`);
      if (patience.aborted) throw new Error(`no answer came: ${this.#received}`);
      await Promise.race([once(this.socket, 'data', { signal: patience }), this.closed]).catch(
        () => undefined,
      );
    }
  }

  /** Whatever came and was not taken as an answer. */
  get rest(): string {
    return this.#received.toString('latin1');
  }

  end(): void {
    this.socket.destroy();
  }

  #take(bodyless: boolean): RawAnswer | undefined {
    const end = this.#received.indexOf('\r\n\r\n');
    if (end < 0) return undefined;
    const [first = '', ...lines] = this.#received.subarray(0, end).toString('latin1').split('\r\n');
    const headers = Object.fromEntries(
      lines.map((line) => [
        line.slice(0, line.indexOf(':')).toLowerCase(),
        line.slice(line.indexOf(':') + 1).trim(),
      ]),
    );
    const status = Number(first.split(' ')[1]);
    const length = bodyless || status < 200 ? 0 : Number(headers['content-length'] ?? 0);
    const from = end + 4;
    if (this.#received.length < from + length) return undefined;
    const bytes = this.#received.subarray(from, from + length);
    this.#received = this.#received.subarray(from + length);
    const body = headers['content-encoding'] === 'gzip' && length > 0 ? gunzipSync(bytes) : bytes;
    return { status, headers, body: body.toString('utf8') };
  }
}

export interface Listening extends InProcess {
  port: number;
  server: Server;
  connect(): RawConnection;
  /** Sends bytes on a connection of their own and gives the first answer. */
  ask(bytes: string | Buffer): Promise<RawAnswer>;
  stop(): Promise<void>;
}

/** A stand-in in this process that listens as the command does. */
export async function listening(options: InProcessOptions = {}): Promise<Listening> {
  const mock = await inProcess(options);
  const http = new HttpServer(servedBy(mock.simulation, mock.app));
  await once(http.server.listen(0, '127.0.0.1'), 'listening');
  const { port } = http.server.address() as AddressInfo;
  const open = () => new RawConnection(port);
  const ask = async (bytes: string | Buffer): Promise<RawAnswer> => {
    const connection = open();
    try {
      return await connection.send(bytes).answer();
    } finally {
      connection.end();
    }
  };
  return { ...mock, port, server: http.server, connect: open, ask, stop: () => http.stop() };
}

export const FLOWX_START =
  '/api/runtime/app/dbe0ab87-539b-4015-962d-6e73226b9e58/build/7d5560be-3846-49fa-9c17-4059c54c7c5f/process-name/customer_onboarding/start';

/** A POST as bytes; the length of the body is counted. */
export function post(path: string, body: string | Buffer, headers: Record<string, string> = {}): Buffer {
  const bytes = Buffer.from(body);
  const all = {
    Host: 'localhost',
    Authorization: 'Bearer any',
    'Flowx-Platform': 'web',
    'Content-Type': 'application/json',
    'Content-Length': String(bytes.length),
    ...headers,
  };
  return Buffer.concat([head('POST', path, all), bytes]);
}

export function get(path: string, headers: Record<string, string> = {}): Buffer {
  return head('GET', path, { Host: 'localhost', Authorization: 'Bearer any', ...headers });
}

/** Request line and headers; those that are '' are left out. */
export function head(method: string, path: string, headers: Record<string, string>): Buffer {
  const lines = Object.entries(headers).map(([name, value]) => (value === '' ? '' : `${name}: ${value}\r\n`));
  return Buffer.from(`${method} ${path} HTTP/1.1\r\n${lines.join('')}\r\n`, 'latin1');
}
