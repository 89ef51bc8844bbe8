// A stand-in that does not say it is well is not run against.
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, expect, test } from '@jest/globals';
import { NeverHealthy, untilHealthy } from '../../../../../mock-server/cli/exec/until-healthy.ts';

const servers: Server[] = [];
afterEach(() => {
  for (const server of servers.splice(0)) server.close();
});

async function answering(answers: [status: number, body: string][]): Promise<string> {
  const server = createServer((_, response) => {
    const [status, body] = (answers.length > 1 ? answers.shift() : answers[0]) ?? [500, ''];
    response.writeHead(status).end(body);
  }).listen(0, '127.0.0.1');
  servers.push(server);
  await once(server, 'listening');
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

test('it is asked again until it is well', async () => {
  const url = await answering([
    [503, '{"status":"starting"}'],
    [200, '{"status":"degraded"}'],
    [200, '{"status":"ok"}'],
  ]);
  await expect(untilHealthy(url)).resolves.toBeUndefined();
});

test.each([
  [503, '{"status":"starting"}', /does not get ready in 0 s: 503 \{"status":"starting"\}/],
  [200, 'hello', /200 hello/],
])('one that goes on answering %d %s never is', async (status, body, message) => {
  const url = await answering([[status, body]]);
  await expect(untilHealthy(url, 0)).rejects.toThrow(message);
  await expect(untilHealthy(url, 0)).rejects.toThrow(NeverHealthy);
});

test('nor is one that is not there', async () => {
  const url = await answering([[200, '']]);
  for (const server of servers.splice(0)) server.close();
  await expect(untilHealthy(url, 0)).rejects.toThrow(/ECONNREFUSED/);
});
