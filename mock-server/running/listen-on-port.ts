import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import type { HttpServer } from '../http/transport/http-server.ts';
import { isLoopback } from '../http/transport/own-host.ts';
import { CannotListen } from './cannot-listen.ts';
import type { RunOptions } from './run-options.ts';

/**
 * Makes a server listen; on loopback for both families, as browsers that are sent to `localhost` come to [::1] first.
 * @returns the address it can be reached at from this machine, without a slash at the end
 * @throws CannotListen
 */
export async function listenOnPort(
  http: HttpServer,
  { port, host, tell }: Pick<RunOptions, 'port' | 'host' | 'tell'>,
): Promise<string> {
  const { server } = http;
  server.listen(port, host);
  try {
    await once(server, 'listening');
  } catch (error) {
    throw new CannotListen(reasonOf(error as NodeJS.ErrnoException, host, port));
  }
  const bound = server.address() as AddressInfo;
  if (isLoopback(host)) await listenOnOther(http, bound, tell);
  const name = bound.family === 'IPv6' ? `[${bound.address}]` : bound.address;
  return `http://${name === '0.0.0.0' || name === '[::]' ? '127.0.0.1' : name}:${bound.port}`;
}

/** A machine may have no second family; that a port of it is another program's is told, as browsers come to that one. */
async function listenOnOther(
  http: HttpServer,
  { family, port }: AddressInfo,
  tell: RunOptions['tell'],
): Promise<void> {
  const other = family === 'IPv6' ? '127.0.0.1' : '::1';
  try {
    await http.listenToo(port, other);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EADDRINUSE') return;
    const shown = other === '::1' ? '[::1]' : other;
    tell(
      `port ${port} of ${shown} is another program's: who asks for localhost:${port} may come to that one; choose another with --port, or end it`,
    );
  }
}

function reasonOf({ code, message }: NodeJS.ErrnoException, host: string, port: number): string {
  if (code === 'EADDRINUSE')
    return `port ${port} of ${host} is in use; choose another with --port, or --port 0 for a free one; flowx-mock doctor says by what`;
  if (code === 'EACCES')
    return `port ${port} may not be used by this user; choose one above 1023 with --port`;
  if (['EADDRNOTAVAIL', 'ENOTFOUND', 'EAI_AGAIN'].includes(code ?? ''))
    return `this machine has no address ${host}; choose another with --host`;
  return `cannot listen on ${host}:${port}: ${message}`;
}
