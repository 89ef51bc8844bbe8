// Requests are made with Express's prototypes instead of being given them: its middleware must not notice.
import { once } from 'node:events';
import { type IncomingHttpHeaders, request } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';
import { inflateSync } from 'node:zlib';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import compression from 'compression';
import express, { type Request, type Response } from 'express';
import helmet from 'helmet';
import morgan from 'morgan';
import { servedBy } from '../../../../mock-server/http/app.ts';
import { HttpServer } from '../../../../mock-server/http/transport/http-server.ts';
import { FLOWX_START } from '../../../faults/raw.ts';
import { inProcess } from '../../../in-process.ts';

const lines: string[] = [];
let http: HttpServer;
let port: number;

beforeAll(async () => {
  const { app: simulation, simulation: parts } = await inProcess();
  const app = express();
  app.use(helmet(), compression({ threshold: 0 }));
  app.use(morgan(':method :url :status', { stream: { write: (line) => void lines.push(line.trim()) } }));
  app.get('/own/:name', (req: Request, res: Response) => {
    res
      .cookie('seen', '1')
      .vary('X-Own')
      .json({
        name: req.params.name,
        query: req.query,
        agent: req.get('User-Agent'),
        xhr: req.xhr,
        type: req.accepts('json'),
        made: [
          Object.getPrototypeOf(req) === app.request,
          Object.getPrototypeOf(res) === app.response,
          req.app === app,
          res.app === app,
        ],
      });
  });
  app.use(simulation);
  http = new HttpServer(servedBy(parts, app));
  http.server.listen(0, '127.0.0.1');
  await once(http.server, 'listening');
  ({ port } = http.server.address() as AddressInfo);
});

afterAll(() => http.stop());

async function ask(
  method: string,
  path: string,
  { headers = {}, body = '' }: { headers?: Record<string, string>; body?: string } = {},
): Promise<{ status: number | undefined; headers: IncomingHttpHeaders; bytes: Buffer }> {
  const sent = request({ host: '127.0.0.1', port, method, path, headers }).end(body);
  const [answer] = await once(sent, 'response');
  return { status: answer.statusCode, headers: answer.headers, bytes: await buffer(answer) };
}

test('a route beside the stand-in finds all that Express gives to requests and responses', async () => {
  const { status, headers, bytes } = await ask('GET', '/own/a%20b?x=1', { headers: { 'User-Agent': 'me' } });
  expect(status).toBe(200);
  expect(JSON.parse(bytes.toString())).toEqual({
    name: 'a b',
    query: { x: '1' },
    agent: 'me',
    xhr: false,
    type: 'json',
    made: [true, true, true, true],
  });
  expect(headers['set-cookie']).toEqual(['seen=1; Path=/']);
  expect(headers.vary).toContain('X-Own');
});

test('helmet, compression and morgan do to an answer of the stand-in what they do to others', async () => {
  const { status, headers, bytes } = await ask('POST', FLOWX_START, {
    headers: {
      'Content-Type': 'application/json',
      Authorization: 'Bearer token',
      'Flowx-Platform': 'web',
      'Accept-Encoding': 'deflate',
    },
    body: '{}',
  });
  expect(status).toBe(200);
  expect(headers['content-security-policy']).toContain("default-src 'self'");
  expect(headers['x-mock-source']).toBe('behaviour');
  expect(headers['content-encoding']).toBe('deflate');
  expect(headers['content-length']).toBeUndefined();
  expect(JSON.parse(inflateSync(bytes).toString()).state).toBe('STARTED');
  expect(lines.at(-1)).toBe(`POST ${FLOWX_START} 200`);
});

test('also to its refusals, and to the control plane', async () => {
  const refused = await ask('POST', FLOWX_START, { headers: { 'Content-Type': 'application/json' } });
  expect(refused.status).toBe(401);
  expect(refused.headers['x-dns-prefetch-control']).toBe('off');
  const health = await ask('GET', '/__admin/health');
  expect(JSON.parse(health.bytes.toString()).status).toBe('ok');
  expect(lines.slice(-2)).toEqual([`POST ${FLOWX_START} 401`, 'GET /__admin/health 200']);
});
