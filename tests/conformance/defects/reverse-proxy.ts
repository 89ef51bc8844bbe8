// Stands before a correct server and does what a defect's layer says; everything else goes through unchanged.
import { once } from 'node:events';
import { Agent, createServer, type IncomingMessage, request, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { gunzipSync, gzipSync } from 'node:zlib';
import type { Answered, Asked, Layer } from './defect.ts';
import { operationAt } from './operation-at.ts';

export interface Front {
  url: string;
  close(): Promise<void>;
}

/** Belong to one connection, not to the message. */
const HOP = ['connection', 'keep-alive', 'transfer-encoding', 'content-length', 'expect', 'upgrade'];

/** Listens at a free port of this machine; `world` is the world of the upstream in which all of it happens. */
export async function reverseProxy(upstream: string, layer: Layer, world: string): Promise<Front> {
  const agent = new Agent({ keepAlive: true });
  const pass = (asked: Asked) => forward(upstream, agent, world, asked);
  const server = createServer((req, res) => {
    exchange(req, res, layer, pass).catch((error: Error) => res.destroy(error));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    close: async () => {
      server.closeAllConnections();
      agent.destroy();
      await new Promise((done) => server.close(done));
    },
  };
}

async function exchange(
  req: IncomingMessage,
  res: ServerResponse,
  layer: Layer,
  pass: (asked: Asked) => Promise<Answered>,
): Promise<void> {
  const { method = 'GET', url = '/' } = req;
  const operation = operationAt(url);
  const headers = withoutHops(req.headers) as Record<string, string>;
  const asked = { method, url, headers, body: await bytesOf(req), ...(operation && { operation }) };
  send(res, await layer(asked, pass));
}

function send(res: ServerResponse, { status, headers, body, wire }: Answered): void {
  if (wire === 'never') return;
  const payload = headers['content-encoding'] === 'gzip' && wire !== 'raw' ? gzipSync(body) : body;
  res.writeHead(status, { ...headers, ...(status !== 204 && { 'content-length': payload.length }) });
  if (wire !== 'cut') return void res.end(status === 204 ? undefined : payload);
  res.write(payload.subarray(0, payload.length >> 1), () => res.destroy());
}

async function forward(upstream: string, agent: Agent, world: string, asked: Asked): Promise<Answered> {
  const { method, url, body } = asked;
  const length = body.length > 0 || method !== 'GET' ? { 'content-length': body.length } : {};
  const headers = { ...asked.headers, 'x-mock-world': world, ...length };
  const sent = request(upstream + url, { method, headers, agent });
  sent.end(body);
  const [answer] = (await once(sent, 'response')) as [IncomingMessage];
  const bytes = await bytesOf(answer);
  const zipped = answer.headers['content-encoding'] === 'gzip';
  return {
    status: answer.statusCode ?? 0,
    headers: withoutHops(answer.headers) as Answered['headers'],
    body: zipped ? gunzipSync(bytes) : bytes,
  };
}

async function bytesOf(message: IncomingMessage): Promise<Buffer> {
  return Buffer.concat(await message.toArray());
}

function withoutHops(headers: object): object {
  return Object.fromEntries(
    Object.entries(headers).filter(([name, value]) => value !== undefined && !HOP.includes(name)),
  );
}
