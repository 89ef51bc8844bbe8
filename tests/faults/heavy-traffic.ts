// Traffic that takes memory: each kind of it ended a process with a small heap once.
import { once } from 'node:events';
import { connect, type Socket } from 'node:net';

/** What a server answered, by status; `lost` where a connection ended without an answer. */
export type Counts = Record<string, number>;

const KEY = { 'X-API-Key': 'apk_demo_secret', 'Content-Type': 'application/json' };

/** How many requests are on their way at once. */
const AT_ONCE = 50;

/** Sends requests, many at once, and counts how they end. */
async function sendAll(
  count: number,
  send: (n: number) => Promise<Response>,
  atOnce = AT_ONCE,
): Promise<Counts> {
  const counts: Counts = {};
  let next = 0;
  const sender = async (): Promise<void> => {
    for (let n = next++; n < count; n = next++) {
      const ended = await send(n).then(
        async (answer) => {
          await answer.arrayBuffer();
          return String(answer.status);
        },
        () => 'lost',
      );
      counts[ended] = (counts[ended] ?? 0) + 1;
    }
  };
  await Promise.all(Array.from({ length: atOnce }, sender));
  return counts;
}

const exec = (url: string, world: string, body: string, headers: Record<string, string> = KEY) =>
  fetch(`${url}/@${world}/process/exec`, { method: 'POST', headers, body });

const startBody = (value: unknown): string =>
  JSON.stringify({ processId: 'your-flow-uuid', data: { value } });

/** A body that takes some twenty times its length once it is read. */
const manyObjects = (length: number): unknown[] => Array.from({ length: length / 3 }, () => ({}));

/** Worlds that are made by name, each with requests that are refused. */
export async function refusedInWorlds(
  url: string,
  worlds: number,
  each: number,
  length: number,
): Promise<Counts> {
  await sendAll(worlds, (n) => fetch(`${url}/__admin/worlds/w${n}`, { method: 'PUT' }));
  const body = JSON.stringify({ text: 'x'.repeat(length) });
  return sendAll(worlds * each, (n) => exec(url, `w${n % worlds}`, body));
}

/** Starts with data of some length, of the shape that takes most. */
export function largeStarts(url: string, count: number, length: number, atOnce = AT_ONCE): Promise<Counts> {
  const bodies = [
    startBody(manyObjects(length)),
    startBody('ü'.repeat(length / 2)),
    startBody(Array.from({ length: length / 4 }, () => 0.1)),
  ];
  return sendAll(count, (n) => exec(url, 'default', bodies[n % 3] ?? ''), atOnce);
}

/** One after the other the same instance gets more data. */
export async function growingInstances(url: string, count: number, length: number): Promise<Counts> {
  const started = await exec(url, 'default', startBody({}));
  const { processInstanceId } = (await started.json()) as { processInstanceId: string };
  const event = (n: number) => JSON.stringify({ type: 'CORRELATE', data: { [`n${n}`]: 'x'.repeat(length) } });
  return sendAll(count, (n) =>
    fetch(`${url}/__admin/instances/${processInstanceId}/events`, {
      method: 'POST',
      headers: KEY,
      body: event(n),
    }),
  );
}

/** Many worlds, in each of which something was started. */
export const manyWorlds = (url: string, count: number): Promise<Counts> =>
  sendAll(count, (n) => exec(url, `many${n}`, startBody({})));

/**
 * Clients that send requests and do not read what comes.
 * @returns ends them
 */
export async function withoutReading(
  url: string,
  clients: number,
  path: string,
  each: number,
): Promise<() => void> {
  const { hostname, port } = new URL(url);
  const request = `GET ${path} HTTP/1.1\r\nHost: localhost\r\nX-API-Key: apk_demo_secret\r\n\r\n`;
  const sockets = await Promise.all(
    Array.from({ length: clients }, async (): Promise<Socket> => {
      const socket = connect(Number(port), hostname);
      socket.on('error', () => undefined);
      await once(socket, 'connect');
      socket.pause();
      socket.write(request.repeat(each));
      return socket;
    }),
  );
  return () => {
    for (const socket of sockets) socket.destroy();
  };
}
