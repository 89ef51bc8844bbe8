// An independent client agrees: Prism, fed with the OpenAPI documents we export, sits between a client and the served
// process and finds nothing to object to in any operation's answers.
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type RequestListener, type Server } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import { type Prism, prism } from '../prism.ts';
import { type Served, served } from '../served.ts';

jest.setTimeout(180_000);

const scratch = mkdtempSync(join(tmpdir(), 'flowx-mock-prism-'));
const proxies: Record<string, Prism> = {};
let server: Served;
let liar: Server;

/** What the liar answers; each test gives its own. */
let lie: RequestListener = (_, res) => res.end();

beforeAll(async () => {
  server = await served(['--ephemeral', '--seed', 'prism']);
  for (const api of ['flowx', 'apptor']) {
    const document = await fetch(`${server.url}/__admin/openapi/${api}.json`);
    writeFileSync(join(scratch, `${api}.json`), await document.text());
  }
  liar = createServer((req, res) => lie(req, res)).listen(0, '127.0.0.1');
  await once(liar, 'listening');
  const { port } = liar.address() as { port: number };
  const upstreams: [name: string, api: string, upstream: string][] = [
    ['flowx', 'flowx', server.url],
    ['flowx by its gateway', 'flowx', `${server.url}/rtm`],
    ['apptor', 'apptor', server.url],
    ['a liar', 'apptor', `http://127.0.0.1:${port}`],
  ];
  for (const [name, api, upstream] of upstreams)
    proxies[name] = await prism(join(scratch, `${api}.json`), upstream);
  await Promise.all(Object.values(proxies).map(({ ready }) => ready));
});

afterAll(async () => {
  await Promise.all(Object.values(proxies).map((proxy) => proxy.end()));
  liar?.close();
  expect(await server?.end()).toBe(0);
  rmSync(scratch, { recursive: true, force: true });
});

interface Call {
  path: string;
  headers?: Record<string, string>;
  /** A POST with this; without it a GET. */
  body?: unknown;
}

/** Sends a call through a proxy: the status, and what Prism itself objects to. */
async function through(name: string, { path, headers = {}, body }: Call) {
  const sent = body === undefined ? {} : { method: 'POST', body: JSON.stringify(body) };
  const type = body === undefined ? {} : { 'Content-Type': 'application/json' };
  const answer = await fetch(proxies[name]?.url + path, { ...sent, headers: { ...type, ...headers } });
  const told = (await answer.json()) as { type?: string; validation?: unknown[] };
  const objected = String(told.type).startsWith('https://stoplight.io/prism/errors') ? told : null;
  return {
    status: answer.status,
    objected,
    violations: answer.headers.get('sl-violations'),
    ours: answer.headers.has('x-mock-request'),
  };
}

const fine = (status: number) => ({ status, objected: null, violations: null, ours: true });

const APPLICATION = 'dbe0ab87-539b-4015-962d-6e73226b9e58';
const WORKSPACE = `/api/runtime/wks/2ae77b6a-d284-4a0b-ab23-ceaa364c7122/app/${APPLICATION}`;
const BUILD = `/api/runtime/app/${APPLICATION}/build/7d5560be-3846-49fa-9c17-4059c54c7c5f`;
const INSTANCE = '24cb4216-83a4-4782-84cb-d702b54b9b7d';
const BEARER = { Authorization: 'Bearer any-token' };
const WEB = { ...BEARER, 'Flowx-Platform': 'web' };
const unknown = '00000000-0000-4000-8000-000000000000';

const FLOWX: [what: string, status: number, call: Call][] = [
  [
    'startProcessByBuild',
    200,
    { path: `${BUILD}/process-name/%5BDOCS%5Dcustomer_onboarding/start`, headers: WEB, body: { a: 1 } },
  ],
  [
    'startProcessByBuild, from a browser',
    200,
    {
      path: `${BUILD}/process-name/customer_onboarding/start`,
      headers: { ...WEB, Origin: 'https://front.example' },
      body: {},
    },
  ],
  [
    'startProcessByName',
    200,
    { path: `${WORKSPACE}/process-name/customer_onboarding/start`, headers: BEARER, body: {} },
  ],
  [
    'startProcessCopyingData',
    200,
    {
      path: `${WORKSPACE}/process-name/customer_onboarding/start/copyDataFrom/${INSTANCE}`,
      headers: BEARER,
      body: {},
    },
  ],
  [
    'startProcessInheriting',
    200,
    {
      path: `${WORKSPACE}/rdi/66e74ea1-0775-42b4-b27e-a4a21ea78dfc/start/inherit-from/${INSTANCE}`,
      headers: WEB,
      body: { paramsToInherit: {} },
    },
  ],
  ['getBuildInfo', 200, { path: `${WORKSPACE}/build/info`, headers: BEARER }],
  [
    'getBuildInfoByProcessInstance',
    200,
    { path: `/api/runtime/process-instance/${INSTANCE}/build/info`, headers: BEARER },
  ],
  [
    'an expired token',
    401,
    { path: `${WORKSPACE}/build/info`, headers: { Authorization: `Bearer ${expired()}` } },
  ],
  ['an unknown process', 404, { path: `${WORKSPACE}/process-name/nobody/start`, headers: BEARER, body: {} }],
  [
    'an unknown instance',
    404,
    { path: `/api/runtime/process-instance/${unknown}/build/info`, headers: BEARER },
  ],
  [
    'start data that the process refuses',
    400,
    { path: `${WORKSPACE}/process-name/loan_application/start`, headers: BEARER, body: {} },
  ],
  [
    'a start condition that is missing',
    400,
    { path: `${WORKSPACE}/process-name/two_doors/start`, headers: BEARER, body: {} },
  ],
  [
    'no active build',
    409,
    {
      path: `${WORKSPACE.replace(APPLICATION, '5e6f7a8b-9c0d-4e1f-a2b3-c4d5e6f7a8b9')}/build/info`,
      headers: BEARER,
    },
  ],
];

function expired(): string {
  const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
  return `${part({ alg: 'none' })}.${part({ exp: 1_600_000_000 })}.x`;
}

const key = (name: string) => ({ 'X-API-Key': `apk_${name}_secret` });
const START = { processId: 'your-flow-uuid', correlationKey: 'order-1', data: { amount: 149.99 } };
const TASK = { processInstanceId: 'inst_xyz789', nodeId: 'approval-step', action: 'COMPLETE' };

const APPTOR: typeof FLOWX = [
  [
    'executeWorkflow',
    200,
    { path: '/process/exec?environment=PRODUCTION&versionNumber=3', headers: key('demo'), body: START },
  ],
  ['startWorkflow', 200, { path: '/process/start', headers: key('system'), body: START }],
  ['getInstance of a run that waits', 200, { path: '/process/instance/inst_xyz789', headers: key('demo') }],
  [
    'another node',
    409,
    { path: '/process/task', headers: key('demo'), body: { ...TASK, nodeId: 'elsewhere' } },
  ],
  ['completeTask', 200, { path: '/process/task', headers: key('demo'), body: TASK }],
  ['completeTask once more', 409, { path: '/process/task', headers: key('demo'), body: TASK }],
  [
    'getInstance of a run that has ended',
    200,
    { path: '/process/instance/inst_xyz789', headers: key('reader') },
  ],
  ['a revoked key', 401, { path: '/process/exec', headers: key('revoked'), body: START }],
  ['a permission that is missing', 403, { path: '/process/exec', headers: key('reader'), body: START }],
  ['a key of an organization', 403, { path: '/process/start', headers: key('demo'), body: START }],
  ['an unknown run', 404, { path: '/process/instance/nobody', headers: key('demo') }],
  ['too many calls', 429, { path: '/process/instance/nobody', headers: key('limited') }],
];

describe('Prism has no objection', () => {
  test.each(FLOWX)('flowx: %s: %d', async (_, status, call) => {
    expect(await through('flowx', call)).toEqual(fine(status));
  });

  test.each(FLOWX.slice(0, 7))('flowx by its gateway: %s: %d', async (_, status, call) => {
    expect(await through('flowx by its gateway', call)).toEqual(fine(status));
  });

  test.each(APPTOR)('apptor: %s: %d', async (_, status, call) => {
    let answer = await through('apptor', call);
    // Five calls a minute are allowed, and a minute may just be ending.
    for (let used = 1; status === 429 && answer.status !== 429 && used < 12; used += 1) {
      expect(answer).toEqual(fine(404));
      answer = await through('apptor', call);
    }
    expect(answer).toEqual(fine(status));
  });
});

describe('Prism objects', () => {
  const look: Call = { path: '/process/instance/inst_1', headers: key('demo') };

  /** What Prism says when the server answers so. */
  const toLie = (status: number, body: unknown) => {
    lie = (_, res) => res.writeHead(status, { 'Content-Type': 'application/json' }).end(JSON.stringify(body));
    return through('a liar', look);
  };

  test('to a body that breaks the contract', async () => {
    const { status, objected } = await toLie(200, { processInstanceId: 'inst_1', stateCd: 'one' });
    expect(status).toBe(500);
    expect(JSON.stringify(objected)).toMatch(/VIOLATIONS.*stateCd/);
  });

  test('to a status that nobody promised', async () => {
    const { objected } = await toLie(206, {});
    expect(objected).not.toBeNull();
  });

  test('to a request that breaks the contract', async () => {
    const { status, objected } = await through('apptor', {
      path: '/process/exec',
      headers: key('demo'),
      body: {},
    });
    expect(status).toBe(422);
    expect(objected).not.toBeNull();
  });
});
