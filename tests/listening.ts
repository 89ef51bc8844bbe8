// A stand-in of this process that listens: for stories with clients that wait, go away, or are many.
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type InProcess, type InProcessOptions, inProcess } from './in-process.ts';

export interface Listening extends InProcess {
  url: string;
  close(): Promise<void>;
}

export async function listening(options: InProcessOptions = {}): Promise<Listening> {
  const inside = await inProcess(options);
  const server = createServer(inside.app);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const close = async (): Promise<void> => {
    const closed = once(server, 'close');
    server.close();
    server.closeAllConnections();
    await closed;
  };
  return { ...inside, url: `http://127.0.0.1:${port}`, close };
}
