// The contract suite against a stand-in in this process, or against a server in front of it that spoils one thing.
import { once } from 'node:events';
import { createServer, type IncomingMessage, request, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { bundledApis, loadApis } from '../contracts/reader/read-api.ts';
import type { VerifyOptions } from '../contracts/suite/run/verify-options.ts';
import { type InProcess, type InProcessOptions, inProcess, NOON } from './in-process.ts';

export interface Listening {
  url: string;
  close(): Promise<void>;
}

/** The stand-in in this process, with a clock that runs. */
export async function listening(options: InProcessOptions = {}): Promise<Listening & InProcess> {
  const standIn = await inProcess(options);
  const started = Date.now();
  const ticking = setInterval(() => {
    standIn.time.now = NOON + Date.now() - started;
  }, 5);
  const { url, close } = await listen(createServer(standIn.app));
  const end = async (): Promise<void> => {
    clearInterval(ticking);
    await close();
  };
  return { ...standIn, url, close: end };
}

/** A server on a free port. */
export async function listen(server: Server): Promise<Listening> {
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const { port } = server.address() as AddressInfo;
  const close = async (): Promise<void> => {
    server.close();
    server.closeAllConnections();
    await once(server, 'close');
  };
  return { url: `http://127.0.0.1:${port}`, close };
}

/** An answer on its way; what is changed in it is what the client gets. */
export interface Passing {
  method: string;
  path: string;
  status: number;
  headers: Record<string, string>;
  body: string;
}

/** A server that passes everything on, and spoils the answers. */
export function inFront(
  upstream: string,
  spoil: (passing: Passing, raw: { req: IncomingMessage; res: ServerResponse }) => void,
): Promise<Listening> {
  return listen(
    createServer(async (req, res) => {
      const passing = await passedOn(upstream, req);
      spoil(passing, { req, res });
      if (res.destroyed || res.writableEnded) return;
      const { 'content-length': _, 'transfer-encoding': __, connection: ___, ...headers } = passing.headers;
      res.writeHead(passing.status, headers).end(passing.body);
    }),
  );
}

async function passedOn(upstream: string, req: IncomingMessage): Promise<Passing> {
  const chunks: Buffer[] = [];
  for await (const chunk of req) chunks.push(chunk as Buffer);
  const path = req.url ?? '/';
  const method = req.method ?? 'GET';
  // What is compressed cannot be spoilt.
  const { 'accept-encoding': _, ...headersSent } = req.headers;
  const call = request(`${upstream}${path}`, { method, headers: headersSent });
  call.end(Buffer.concat(chunks));
  const [answer] = (await once(call, 'response')) as [IncomingMessage];
  let body = '';
  for await (const chunk of answer.setEncoding('utf8')) body += chunk;
  const headers = Object.fromEntries(
    Object.entries(answer.headers).map(([name, value]) => [name, String(value)]),
  );
  return { method, path, status: answer.statusCode ?? 0, headers, body };
}

const apis = loadApis([bundledApis()]);

/** Options of a short run; `only` and the like on top. */
export function verifying(url: string, options: Partial<VerifyOptions> = {}): VerifyOptions {
  return {
    url,
    apis,
    allowWrites: false,
    strict: false,
    requirePresence: false,
    only: [],
    cases: 1,
    seed: '1',
    timeout: 5000,
    version: 'test',
    env: {},
    ...options,
  };
}
