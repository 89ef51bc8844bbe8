// Browsers that are sent to `localhost` come to [::1] first: a stand-in on loopback answers at both.
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { connect } from 'node:net';
import { networkInterfaces } from 'node:os';
import { expect, test } from '@jest/globals';
import { servedBy } from '../../mock-server/http/app.ts';
import { HttpServer } from '../../mock-server/http/transport/http-server.ts';
import { createMock } from '../../mock-server/in-process/create-mock.ts';
import { listenOnPort } from '../../mock-server/running/listen-on-port.ts';
import { inProcess } from '../in-process.ts';

const hasBoth = Object.values(networkInterfaces())
  .flat()
  .some((one) => one?.address === '::1');
const here = hasBoth ? test : test.skip;

async function refused(port: number, host: string): Promise<boolean> {
  const socket = connect(port, host);
  const [error] = await Promise.race([
    once(socket, 'error'),
    once(socket, 'connect').then(() => [undefined]),
  ]).catch((thrown) => [thrown]);
  socket.destroy();
  return (error as NodeJS.ErrnoException | undefined)?.code === 'ECONNREFUSED';
}

here.each(['127.0.0.1', '::1'])('bound to %s it answers at both, and ends both', async (host) => {
  const told: string[] = [];
  const { simulation, app } = await inProcess({ reuse: true });
  const http = new HttpServer(servedBy(simulation, app));
  const url = await listenOnPort(http, { port: 0, host, tell: (text) => told.push(text) });
  const port = Number(new URL(url).port);
  for (const name of ['127.0.0.1', '[::1]', 'localhost']) {
    const answer = await fetch(`http://${name}:${port}/auth/realms/flowx/.well-known/openid-configuration`);
    expect(await answer.json()).toMatchObject({ issuer: `http://${name}:${port}/auth/realms/flowx` });
    expect((await fetch(`http://${name}:${port}/__admin/requests`)).status).toBe(200);
  }
  // An answer that is on its way arrives, at whichever it is.
  const waiting = fetch(`http://[::1]:${port}/__admin/requests/count?`, {
    method: 'POST',
    headers: { prefer: 'wait=30', 'content-type': 'application/json' },
    body: '{"operationId":"getInstance","atLeast":1}',
  });
  await fetch(`http://127.0.0.1:${port}/__admin/health`);
  await http.stop();
  expect((await waiting).status).toBeLessThan(600);
  expect(await refused(port, '127.0.0.1')).toBe(true);
  expect(await refused(port, '::1')).toBe(true);
});

here('that the port of the other family is taken is told', async () => {
  const other = createServer((_, res) => res.end('somebody else'));
  await once(other.listen(0, '::1'), 'listening');
  const { port } = other.address() as AddressInfo;
  const told: string[] = [];
  const mock = await createMock({ port, tell: (text) => told.push(text) });
  expect(told).toEqual([expect.stringContaining(`port ${port} of [::1] is another program's`)]);
  expect((await fetch(`${mock.url}/__admin/health`)).status).toBe(200);
  await mock.close();
  other.close();
});
