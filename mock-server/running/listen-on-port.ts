import { once } from 'node:events';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { CannotListen } from './cannot-listen.ts';
import type { RunOptions } from './run-options.ts';

/**
 * Makes a server listen.
 * @returns the address it can be reached at from this machine, without a slash at the end
 * @throws CannotListen
 */
export async function listenOnPort(
  server: Server,
  { port, host }: Pick<RunOptions, 'port' | 'host'>,
): Promise<string> {
  server.listen(port, host);
  try {
    await once(server, 'listening');
  } catch (error) {
    throw new CannotListen(reasonOf(error as NodeJS.ErrnoException, host, port));
  }
  const bound = server.address() as AddressInfo;
  const name = bound.family === 'IPv6' ? `[${bound.address}]` : bound.address;
  return `http://${name === '0.0.0.0' || name === '[::]' ? '127.0.0.1' : name}:${bound.port}`;
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
