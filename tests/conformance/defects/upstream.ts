// The correct server that every defect is put before: our own stand-in, one world for each who asks.
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { inProcess } from '../../in-process.ts';
import type { Layer } from './defect.ts';
import { type Front, reverseProxy } from './reverse-proxy.ts';

export interface Upstream {
  /** The correct server with a layer before it, in a world of its own. */
  behind(layer: Layer): Promise<Front>;
  close(): Promise<void>;
}

/** Nothing is wrong. */
export const CORRECT: Layer = (asked, pass) => pass(asked);

/** @param speed how many seconds of its clock go by in one of ours; 0: it stands still */
export async function startUpstream(speed = 0): Promise<Upstream> {
  const { app, time } = await inProcess();
  const began = { there: time.now, here: Date.now() };
  if (speed > 0)
    Object.defineProperty(time, 'now', { get: () => began.there + (Date.now() - began.here) * speed });
  const server = createServer(app);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  let worlds = 0;
  return {
    behind: (layer) => {
      worlds += 1;
      return reverseProxy(url, layer, `w${worlds}`);
    },
    close: async () => {
      server.closeAllConnections();
      await new Promise((done) => server.close(done));
    },
  };
}
