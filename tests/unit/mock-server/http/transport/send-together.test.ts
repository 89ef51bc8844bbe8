import { once } from 'node:events';
import { createServer, type ServerResponse } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import { text } from 'node:stream/consumers';
import { afterEach, expect, test } from '@jest/globals';
import { sendTogether } from '../../../../../mock-server/http/transport/send-together.ts';

let stop: (() => void) | undefined;
afterEach(() => stop?.());

/** A server that answers nothing by itself, and what it was asked. */
async function server(expected: number) {
  const all: [string, ServerResponse][] = [];
  const made = createServer((req, res) => {
    all.push([req.url ?? '', res]);
    if (all.length === expected) made.emit('asked');
  });
  await once(made.listen(0, '127.0.0.1'), 'listening');
  stop = () => made.closeAllConnections();
  const { port } = made.address() as AddressInfo;
  return { port, made, all, asked: once(made, 'asked') };
}

/** What a connection is sent that asks for some addresses at once; undefined: it was cut. */
async function askAll(port: number, paths: string[]): Promise<string | undefined> {
  const socket = connect(port, '127.0.0.1');
  const close = (index: number): string => (index === paths.length - 1 ? 'Connection: close\r\n' : '');
  socket.write(paths.map((path, index) => `GET ${path} HTTP/1.1\r\nHost: x\r\n${close(index)}\r\n`).join(''));
  return text(socket).catch(() => undefined);
}

test('answers of one connection keep their order', async () => {
  const { port, made, all, asked } = await server(3);
  const answered = askAll(port, ['/1', '/2', '/3']);
  await asked;
  for (const [path, res] of [...all].reverse()) sendTogether(res, `answer to ${path}`);
  const bodies = [...((await answered) ?? '').matchAll(/answer to (\/\d)/g)].map(([, path]) => path);
  expect(bodies).toEqual(['/1', '/2', '/3']);
  made.close();
});

test('one that cannot be sent loses no other, and its connection ends', async () => {
  const { port, made, all, asked } = await server(3);
  const answers = ['/1', '/broken', '/3'].map((path) => askAll(port, [path]));
  await asked;
  for (const [path, res] of all) sendTogether(res, path === '/broken' ? (7 as unknown as string) : path);
  const [first, broken, third] = await Promise.all(answers);
  expect(first).toMatch(/^HTTP\/1.1 200 OK[\s\S]*\/1/);
  expect(broken ?? '').toBe('');
  expect(third).toMatch(/^HTTP\/1.1 200 OK[\s\S]*\/3/);
  made.close();
});

test('a client that went meanwhile is no trouble to the others', async () => {
  const { port, made, all, asked } = await server(2);
  const gone = connect(port, '127.0.0.1');
  gone.on('error', () => undefined).write('GET /gone HTTP/1.1\r\nHost: x\r\n\r\n');
  const stays = askAll(port, ['/stays']);
  await asked;
  const left = all.find(([path]) => path === '/gone')?.[1] as ServerResponse;
  gone.resetAndDestroy();
  await once(left, 'close');
  for (const [path, res] of all) sendTogether(res, path);
  expect(await stays).toMatch(/\/stays/);
  made.close();
});
