// Troubles that a run lives with, and servers with which there can be none.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { createServer as createHttp2 } from 'node:http2';
import { createServer as createHttps } from 'node:https';
import { createConnection, createServer as createTcp, type Server as TcpServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { InProcess } from '../in-process.ts';
import { type Listening, listening } from '../verified.ts';
import { always, firstLine, from, inTrouble, judged, tcp, violations } from './in-trouble.ts';

const PATIENCE = 60_000;

let standIn: Listening & InProcess;
beforeAll(async () => {
  standIn = await listening();
}, PATIENCE);
afterAll(() => standIn.close());

const PAGE = '<!DOCTYPE html><html><head><title>Sign in</title></head></html>';
const HTML = { 'content-type': 'text/html' };

describe('troubles that a run lives with', () => {
  test.each([
    ['a limit', 429, /^Limited: .* answered 429.*--rate \d/],
    ['a short maintenance', 503, /^Maintenance: .* answered 503/],
  ])(
    '%s is waited for',
    async (_, status, line) => {
      const away = always(status, '', { 'retry-after': '0' });
      const report = await inTrouble(
        standIn,
        (number, req, res) =>
          number % 2 === 0 && Boolean(req.url?.endsWith('build/info')) && away(number, req, res),
        judged,
      );
      expect(firstLine(report)).toMatch(line);
      expect(violations(report)).toEqual([]);
      expect(report.exitCode).toBe(0);
    },
    PATIENCE,
  );

  test(
    'a 503 here and there that says nothing of later is no maintenance',
    async () => {
      const failing = always(503, '{}', { 'content-type': 'application/json' });
      const report = await inTrouble(
        standIn,
        (number, req, res) =>
          number % 3 === 0 && Boolean(req.url?.endsWith('build/info')) && failing(number, req, res),
        judged,
      );
      expect(report.troubles ?? []).toEqual([]);
      expect(violations(report)).toContainEqual(expect.stringMatching(/^getBuildInfo answered 503/));
    },
    PATIENCE,
  );

  test(
    'maintenance at the start, which is over soon',
    async () => {
      const report = await inTrouble(
        standIn,
        from(2, always(503, PAGE, { ...HTML, 'retry-after': '0' }), 12),
        judged,
      );
      expect(firstLine(report)).toMatch(/^Maintenance: /);
      expect(report.exitCode).toBe(0);
    },
    PATIENCE,
  );

  test(
    'half of all connections are reset',
    async () => {
      const { port } = new URL(standIn.url);
      let connections = 0;
      const front = createTcp((socket) => {
        connections += 1;
        if (connections % 2 === 0) return void socket.resetAndDestroy();
        const upstream = createConnection(Number(port), '127.0.0.1');
        socket.pipe(upstream).pipe(socket);
        for (const [one, other] of [
          [socket, upstream],
          [upstream, socket],
        ] as const)
          one.on('error', () => other.destroy()).on('close', () => other.destroy());
      });
      const { url, close } = await tcp(front);
      const report = await judged(url).finally(close);
      expect(firstLine(report)).toMatch(/^Connections are reset: /);
      expect(violations(report)).toEqual([]);
      expect(report.exitCode).toBe(0);
    },
    PATIENCE,
  );

  test(
    'idle connections that the server closes at once break nothing',
    async () => {
      const closing = (handler: Parameters<typeof createServer>[1]): Server => {
        const server = createServer(handler as never);
        server.keepAliveTimeout = 1;
        return server;
      };
      const report = await inTrouble(standIn, () => false, judged, closing as never);
      expect(violations(report)).toEqual([]);
      expect(report.exitCode).toBe(0);
    },
    PATIENCE,
  );
});

describe('servers that cannot be talked to', () => {
  test(
    'one that hangs',
    async () => {
      const hanging = inTrouble(
        standIn,
        () => true,
        (url) => judged(url, { timeout: 150 }),
      );
      await expect(hanging).rejects.toThrow(/too slow, or it hangs: .*150 ms; --timeout/);
    },
    PATIENCE,
  );

  test(
    'one that begins to hang',
    async () => {
      const report = await inTrouble(
        standIn,
        (number) => number > 20,
        (url) => judged(url, { timeout: 300 }),
      );
      expect(firstLine(report)).toMatch(
        /^From request \d+ on no answer came within 300 ms: the server is too slow or hangs/,
      );
      expect(report.exitCode).toBe(3);
    },
    PATIENCE,
  );

  test(
    'HTTP/2 only',
    async () => {
      const server = createHttp2((_, res) => res.end());
      const { url, close } = await tcp(server as unknown as TcpServer);
      await expect(judged(url).finally(close)).rejects.toThrow(/HTTP\/2 only/);
    },
    PATIENCE,
  );

  test(
    'a certificate that nobody knows',
    async () => {
      const folder = mkdtempSync(join(tmpdir(), 'certificate-'));
      const [key, cert] = [join(folder, 'key.pem'), join(folder, 'cert.pem')];
      execFileSync(
        'openssl',
        [
          'req',
          '-x509',
          '-newkey',
          'rsa:2048',
          '-nodes',
          '-days',
          '2',
          '-subj',
          '/CN=localhost',
          '-keyout',
          key,
          '-out',
          cert,
        ],
        { stdio: 'ignore' },
      );
      const server = createHttps({ key: readFileSync(key), cert: readFileSync(cert) }, (_, res) => res.end());
      const { url, close } = await tcp(server as unknown as TcpServer);
      const run = judged(url.replace('http:', 'https:')).finally(close);
      await expect(run).rejects.toThrow(/TLS: self-signed certificate.*NODE_EXTRA_CA_CERTS/);
      rmSync(folder, { recursive: true });
    },
    PATIENCE,
  );
});

test(
  'a time limit ends a run, and what was not tried is not judged',
  async () => {
    const slowly = (number: number, req: IncomingMessage, res: ServerResponse): boolean => {
      setTimeout(() => standIn.app(req, res), number > 10 ? 200 : 0);
      return true;
    };
    const report = await inTrouble(standIn, slowly, (url) => judged(url, { timeLimit: 1 }));
    expect(firstLine(report)).toMatch(/^Stopped after 1 s \(--time-limit\)/);
    expect(violations(report)).toEqual([]);
    expect(report.cases.some(({ outcome }) => outcome === 'not-judged')).toBe(true);
  },
  PATIENCE,
);

test(
  'a run against a stand-in leaves nothing there',
  async () => {
    const worlds = async (): Promise<unknown> => {
      const { items } = (await (await fetch(`${standIn.url}/__admin/worlds`)).json()) as {
        items: { name: string }[];
      };
      return items.map(({ name }) => name);
    };
    const instances = async (): Promise<unknown> =>
      (await fetch(`${standIn.url}/__admin/instances?limit=1000`)).json();
    const [worldsBefore, instancesBefore] = [await worlds(), await instances()];
    const report = await judged(standIn.url);
    expect([await worlds(), await instances()]).toEqual([worldsBefore, instancesBefore]);
    expect(report.created).toEqual([]);
  },
  PATIENCE,
);
