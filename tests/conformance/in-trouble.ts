// A stand-in with something before it that may answer instead, and a short run against it.
import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo, Server as TcpServer } from 'node:net';
import type { Report } from '../../contracts/suite/report/report.ts';
import { terminal } from '../../contracts/suite/report/terminal/terminal.ts';
import { verify } from '../../contracts/suite/run/verify.ts';
import type { VerifyOptions } from '../../contracts/suite/run/verify-options.ts';
import type { InProcess } from '../in-process.ts';
import { type Listening, listen, verifying } from '../verified.ts';

const ONLY = ['getInstance', 'getBuildInfo'];
/** Milliseconds: what is asked of a server here is never how fast the machine is. */
const PATIENCE = 30_000;

/** The stand-in, with something before it that may answer instead. */
export async function inTrouble<T>(
  standIn: Listening & InProcess,
  instead: (number: number, req: IncomingMessage, res: ServerResponse) => boolean,
  use: (url: string) => Promise<T>,
  server: (handler: (req: IncomingMessage, res: ServerResponse) => void) => Server = createServer,
): Promise<T> {
  let number = 0;
  const front = await listen(
    server((req, res) => {
      number += 1;
      if (!instead(number, req, res)) standIn.app(req, res);
    }),
  );
  try {
    return await use(front.url);
  } finally {
    await front.close();
  }
}

export function judged(url: string, options: Partial<VerifyOptions> = {}): Promise<Report> {
  return verify(verifying(url, { only: ONLY, cases: 0, timeout: PATIENCE, ...options }));
}

export const firstLine = (report: Report): string => terminal(report, { color: false }).split('\n')[0] ?? '';
export const violations = (report: Report): string[] =>
  report.cases.flatMap(({ findings }) => findings).map(({ sentence }) => sentence);

/** Answers everything with a status. */
export const always =
  (status: number, body = '', headers: Record<string, string> = {}) =>
  (_: number, __: IncomingMessage, res: ServerResponse): boolean => {
    res.writeHead(status, headers).end(body);
    return true;
  };
export const from =
  (first: number, instead: ReturnType<typeof always>, last = Number.POSITIVE_INFINITY) =>
  (number: number, req: IncomingMessage, res: ServerResponse): boolean =>
    number >= first && number <= last && instead(number, req, res);

/** A server on a free port, of whatever protocol. */
export async function tcp(server: TcpServer): Promise<{ url: string; close(): void }> {
  const sockets = new Set<{ destroy(): void }>();
  server.on('connection', (socket) => sockets.add(socket));
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const { port } = server.address() as AddressInfo;
  const close = (): void => {
    for (const socket of sockets) socket.destroy();
    server.close();
  };
  return { url: `http://127.0.0.1:${port}`, close };
}
