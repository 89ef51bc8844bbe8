import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, test } from '@jest/globals';
import { HttpClient } from '../../../../../contracts/suite/sending/http-client.ts';

/** Counts the starts that a server takes, all of whose answers are lost after the first `answered`. */
async function startsTaken(once: boolean, answered: number): Promise<number> {
  let taken = 0;
  const server = createServer((request, response) => {
    taken += 1;
    if (taken <= answered) response.end('{}');
    else request.socket.destroy();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const client = new HttpClient({ timeout: 5000, once });
  const start = {
    method: 'POST',
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/start`,
    headers: {},
    body: '{}',
  };
  try {
    for (let sent = 0; sent < answered; sent += 1) await client.send(start);
    await expect(client.send(start)).rejects.toMatchObject({ code: 'ECONNRESET' });
    return taken;
  } finally {
    client.close();
    server.closeAllConnections();
    server.close();
  }
}

test.each([
  ['new', 0],
  ['kept', 1],
])('a start whose answer is lost on a %s connection is sent once where that is asked for', async (_, n) => {
  expect(await startsTaken(true, n)).toBe(n + 1);
});

test('otherwise it is sent again', async () => {
  expect(await startsTaken(false, 0)).toBeGreaterThan(1);
});
