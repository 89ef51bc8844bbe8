// doctor: whether the stand-in can be reached, and whether it is one.
import { once } from 'node:events';
import { createServer as createHttpServer, request } from 'node:http';
import { type AddressInfo, createServer, type Server } from 'node:net';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { run } from '../../../mock-server/cli/program.ts';
import { startServer } from '../../../mock-server/running/start-server.ts';
import { freePort } from '../../free-port.ts';
import { type Listening, listening } from '../../listening.ts';
import { surrounded } from '../../unit/mock-server/cli/surrounded.ts';
import { NOTHING_KEPT, visit } from './visit.ts';

let mock: Listening;
beforeEach(async () => {
  mock = await listening({ now: Date.now() });
});
afterEach(() => mock.close());

const portOf = (server: Server): string => String((server.address() as AddressInfo).port);

/** A port on which nothing listens any more. */
test('nothing is found where nothing is wrong, with a stand-in and without', async () => {
  expect(await visit([...NOTHING_KEPT, mock.url])).toMatchObject({ code: 0, found: {} });
  expect(await visit([...NOTHING_KEPT, '--port', new URL(mock.url).port])).toMatchObject({
    code: 0,
    found: {},
  });
  expect(await visit([...NOTHING_KEPT, '--port', `${await freePort()}`])).toMatchObject({
    code: 0,
    found: {},
  });
});

test.each(['127.0.0.1:4010', 'localhost', 'ftp://127.0.0.1', 'http://', 'http:///x'])(
  '"%s" is no address, and wrong usage',
  async (given) => {
    const { code, text } = await visit([given]);
    expect(code).toBe(2);
    expect(text).toContain(`"${given}" is no address`);
  },
);

describe('port-taken', () => {
  test('another program listens there, and it is said which', async () => {
    const other = createServer((socket) => socket.on('error', () => undefined).end('SSH-2.0-x\r\n'));
    await once(other.listen(0, '127.0.0.1'), 'listening');
    const port = portOf(other);
    const { code, found } = await visit([...NOTHING_KEPT, '--port', port]);
    other.close();
    expect(code).toBe(1);
    const [taken] = found['port-taken'] ?? [];
    expect(taken?.what).toContain(`Port ${port} is taken by`);
    if (process.platform === 'linux') expect(taken?.what).toContain(`process ${process.pid} (`);
  });

  test('a web server that is no stand-in counts, too', async () => {
    const other = createHttpServer((_, res) => res.end('{"status":"UP"}'));
    await once(other.listen(0, '127.0.0.1'), 'listening');
    const { found } = await visit([...NOTHING_KEPT, `http://127.0.0.1:${portOf(other)}`]);
    other.close();
    expect(Object.keys(found)).toEqual(['port-taken']);
  });
});

test('nothing-answers: an address at which nothing listens', async () => {
  const url = `http://127.0.0.1:${`${await freePort()}`}`;
  const { code, found } = await visit([...NOTHING_KEPT, url]);
  expect(code).toBe(1);
  expect(Object.keys(found)).toEqual(['nothing-answers']);
  expect(found['nothing-answers']?.[0]?.what).toBe(`Nothing listens at ${url}`);
});

describe('wrong-base-url', () => {
  test.each([
    ['/rtm/rtm', 'No API is below /rtm/rtm'],
    ['/runtime', 'No API is below /runtime'],
    ['/ap', 'No API is below /ap'],
    ['/@alice/flowx', 'No API is below /flowx'],
    ['/', 'The base URL ends with a slash'],
    ['/rtm/', 'The base URL ends with a slash'],
  ])('%s', async (path, what) => {
    const { code, found } = await visit([...NOTHING_KEPT, mock.url + path]);
    expect(code).toBe(1);
    expect(found['wrong-base-url']).toEqual([expect.objectContaining({ what })]);
  });

  test.each(['', '/rtm', '/api', '/rtm/api/runtime', '/process', '/@alice', '/@alice/rtm'])(
    '"%s" is right',
    async (path) => {
      expect((await visit([...NOTHING_KEPT, mock.url + path])).found).toEqual({});
    },
  );
});

describe('proxy-variables', () => {
  test.each([
    [{ HTTP_PROXY: 'http://me:secret@proxy:3128' }],
    [{ http_proxy: 'http://proxy', NO_PROXY: 'localhost,example.com' }],
    [{ ALL_PROXY: 'socks5://proxy', NO_PROXY: '127.0.0.1:1' }],
    [{ HTTP_PROXY: 'http://proxy', NO_PROXY: '10.0.0.0/8,localhost/8' }],
  ])('%j catches the loopback address', async (env) => {
    const { code, found, text } = await visit([...NOTHING_KEPT, mock.url], env as NodeJS.ProcessEnv);
    expect(code).toBe(1);
    expect(found['proxy-variables']?.[0]?.mend).toMatch(/^export NO_PROXY='.*127\.0\.0\.1/);
    expect(text).not.toContain('secret');
  });

  test.each([
    [{ HTTPS_PROXY: 'http://proxy' }],
    [{ HTTP_PROXY: '' }],
    [{ HTTP_PROXY: 'http://proxy', NO_PROXY: 'localhost,127.0.0.1' }],
    [{ HTTP_PROXY: 'http://proxy', no_proxy: '*' }],
    [{ HTTP_PROXY: 'http://proxy', NO_PROXY: '10.0.0.0/8,127.0.0.0/8' }],
  ])('%j does not', async (env) => {
    expect((await visit([...NOTHING_KEPT, mock.url], env as NodeJS.ProcessEnv)).found).toEqual({});
  });
});

test('no-access: the control plane asks for a token, and with it nothing is wrong', async () => {
  const running = await startServer({
    ...{ port: 0, host: '0.0.0.0', allowHost: [], store: 'memory:', durability: 'none', contracts: [] },
    ...{ learn: false, maxWorlds: 10, maxInstances: 10, journal: 10, adminToken: 'let-me-in', apis: {} },
    tell: () => undefined,
  });
  const without = await visit([...NOTHING_KEPT, running.url]);
  const withToken = await visit([...NOTHING_KEPT, '--admin-token', 'let-me-in', running.url]);
  await running.stop();
  expect([without.code, Object.keys(without.found)]).toEqual([1, ['no-access']]);
  expect(withToken).toMatchObject({ code: 0, found: {} });
});

describe('a name of the host that the control plane does not answer to', () => {
  let reached: Server;
  let url: string;
  beforeEach(async () => {
    // As by a name that only a container network knows: the same server, asked by it.
    const headers = { Host: 'flowx-mock:4010' };
    reached = createHttpServer(({ url: path = '/' }, res) => {
      request(mock.url + path, { headers }, (answer) => {
        res.writeHead(answer.statusCode ?? 0, answer.headers);
        answer.pipe(res);
      }).end();
    });
    await once(reached.listen(0, '127.0.0.1'), 'listening');
    url = `http://127.0.0.1:${portOf(reached)}`;
  });
  afterEach(() => void reached.close());

  test('is no other program, and the flag that mends it is told', async () => {
    const { code, found, json } = await visit([...NOTHING_KEPT, url]);
    expect([code, Object.keys(found)]).toEqual([1, ['no-access']]);
    expect(found['no-access']).toEqual([
      {
        what: 'A flowx-mock answers, but its control plane does not by this name',
        where: `${url}/__admin`,
        why: expect.stringContaining('does not answer to the host "flowx-mock"'),
        mend: expect.stringContaining('flowx-mock serve --allow-host flowx-mock'),
      },
    ]);
    expect(json).toMatchObject({ answers: { refused: expect.stringContaining('"flowx-mock"') } });
  });

  test('is not said to be something else', async () => {
    const around = surrounded();
    expect(await run(['doctor', ...NOTHING_KEPT, url], around)).toBe(1);
    expect(around.out()).toMatch(/^http:\S+: a flowx-mock answers, which does not let anybody look/);
  });
});

test('Ctrl-C ends it, whatever a server takes its time for', async () => {
  const silent = createHttpServer();
  const asked = once(silent, 'request');
  await once(silent.listen(0, '127.0.0.1'), 'listening');
  const around = surrounded();
  const ended = run(['doctor', ...NOTHING_KEPT, `http://127.0.0.1:${portOf(silent)}`], around);
  await asked;
  around.interrupt('SIGINT');
  expect(await ended).toBe(130);
  expect(around.out()).toBe('');
  silent.close();
  silent.closeAllConnections();
});
