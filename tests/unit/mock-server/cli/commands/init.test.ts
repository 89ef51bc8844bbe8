import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import request from 'supertest';
import { parse } from 'yaml';
import { bundledFixtures } from '../../../../../contracts/reader/fixtures.ts';
import { run } from '../../../../../mock-server/cli/program.ts';
import type { Realm } from '../../../../../mock-server/domain/identity/realm.ts';
import { readRealms } from '../../../../../mock-server/identity/read-realms.ts';
import { inProcess } from '../../../../in-process.ts';
import { surrounded } from '../surrounded.ts';

let folder: string;
let place: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'flowx-mock-init-'));
  place = join(folder, 'mine');
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const FILES = [
  'apptor/catalogue.yaml',
  'apptor/instances.yaml',
  'flowx-mock.config.yaml',
  'flowx/catalogue.yaml',
  'flowx/instances.yaml',
];
const written = () =>
  readdirSync(place, { recursive: true })
    .map(String)
    .filter((path) => path.endsWith('.yaml'))
    .sort();
const read = (path: string) => parse(readFileSync(join(place, path), 'utf8'));

test('it writes what the flags say, the bundled ids for the rest, and says what to do next', async () => {
  const around = surrounded();
  const flags = [
    '--workspace',
    'W',
    '--process',
    'one',
    '--process',
    'two',
    '--flow',
    'F',
    '--waits-at',
    'N',
  ];
  expect(await run(['init', place, ...flags], around)).toBe(0);
  expect(written()).toEqual(FILES);
  const [workspace] = read('flowx/catalogue.yaml').workspaces;
  expect(workspace).toMatchObject({
    id: 'W',
    applications: [{ id: 'dbe0ab87-539b-4015-962d-6e73226b9e58' }],
  });
  expect(workspace.applications[0].processes).toMatchObject([{ name: 'one' }, { name: 'two' }]);
  const [organization] = read('apptor/catalogue.yaml').organizations;
  expect(organization.flows).toMatchObject([{ processId: 'F', nodes: [{}, { nodeId: 'N' }, {}] }]);
  expect(read('flowx-mock.config.yaml')).toEqual({ fixtures: '.' });
  expect(around.out()).toBe('');
  expect(around.said()).toContain(`flowx-mock serve --fixtures ${place}`);
});

test('each flag has an environment variable', async () => {
  const env = { FLOWX_MOCK_WORKSPACE: 'W', FLOWX_MOCK_PROCESS: 'a, b', FLOWX_MOCK_APPLICATION: 'A' };
  expect(await run(['init', place, '--application', 'B'], surrounded({ env }))).toBe(0);
  const [{ id, applications }] = read('flowx/catalogue.yaml').workspaces;
  expect({ id, application: applications[0].id }).toEqual({ id: 'W', application: 'B' });
  expect(applications[0].processes).toMatchObject([{ name: 'a' }, { name: 'b' }]);
});

test('files that are there already stay, unless --force says otherwise', async () => {
  expect(await run(['init', place, '--workspace', 'W'], surrounded())).toBe(0);
  rmSync(join(place, 'apptor'), { recursive: true });
  const around = surrounded();
  expect(await run(['init', place, '--workspace', 'V'], around)).toBe(2);
  expect(around.said()).toContain(join(place, 'flowx', 'catalogue.yaml'));
  expect(read('flowx/catalogue.yaml').workspaces[0].id).toBe('W');
  expect(existsSync(join(place, 'apptor'))).toBe(false);
  expect(await run(['init', place, '--workspace', 'V', '--force'], surrounded())).toBe(0);
  expect(read('flowx/catalogue.yaml').workspaces[0].id).toBe('V');
});

test('a folder that is a file, and a blank id, are refused', async () => {
  writeFileSync(place, 'mine');
  const around = surrounded();
  expect(await run(['init', place], around)).toBe(2);
  expect(around.said()).toMatch(/cannot be written/);
  expect(readFileSync(place, 'utf8')).toBe('mine');
  const blank = surrounded();
  expect(await run(['init', join(folder, 'other'), '--workspace', ' '], blank)).toBe(2);
  expect(blank.said()).toContain('--workspace is blank');
  expect(existsSync(join(folder, 'other'))).toBe(false);
});

test('on a terminal it asks for what no flag gave; pasted lines count, empty ones take the hint', async () => {
  const around = surrounded({ terminal: true });
  const running = run(['init', place, '--build', 'B'], around);
  around.type('org_me\rf1, f2\r\rW\r\rp1\r\r');
  expect(await running).toBe(0);
  expect(around.said()).toContain('FlowX workspace id [2ae77b6a-d284-4a0b-ab23-ceaa364c7122]: ');
  expect(around.said()).not.toContain('FlowX build id');
  const [{ id, applications }] = read('flowx/catalogue.yaml').workspaces;
  expect({ id, application: applications[0] }).toMatchObject({
    id: 'W',
    application: {
      id: 'dbe0ab87-539b-4015-962d-6e73226b9e58',
      activeBuild: 'B',
      processes: [{ name: 'p1' }],
    },
  });
  const [organization] = read('apptor/catalogue.yaml').organizations;
  expect(organization).toMatchObject({ id: 'org_me', flows: [{ processId: 'f1' }, { processId: 'f2' }] });
});

describe('who logs in', () => {
  const realms = (): ReadonlyMap<string, Realm> => readRealms(place, bundledFixtures());
  const CODE = 'organization/catalogue.yaml';

  test('nobody is asked more than for users, and without any the login that ships stays', async () => {
    const around = surrounded({ terminal: true });
    const running = run(['init', place], around);
    around.type('\r'.repeat(8));
    expect(await running).toBe(0);
    expect(around.said()).toContain(
      'Users who log in, instead of those that ship (several: separate by commas): ',
    );
    expect(around.said()).not.toContain('Realm they log in to');
    expect(written()).toEqual(FILES);
  });

  test('on a terminal', async () => {
    const around = surrounded({ terminal: true });
    const running = run(['init', place], around);
    around.type(`${'\r'.repeat(7)}maria, otto@my.example\rmine\r\rhttps://app.example/cb/*\r`);
    expect(await running).toBe(0);
    expect([...realms().keys()]).toEqual(['mine', '00000002-0002-4002-8002-000000000002', 'apptor']);
    const { clients, users } = realms().get('mine') ?? {};
    expect([...(users?.values() ?? [])]).toMatchObject([{ username: 'maria' }, { email: 'otto@my.example' }]);
    expect(clients?.get('flowx-platform-authenticate')?.redirectUris).toEqual(['https://app.example/cb/*']);
    expect(read(CODE).organizations).toMatchObject([
      { code: 'demo', realm: 'mine', redirectUri: 'https://app.example/cb/' },
    ]);
  });

  test('by flags: one is enough', async () => {
    expect(await run(['init', place, '--login-client', 'my-app'], surrounded())).toBe(0);
    const { clients, users } = realms().get('flowx') ?? {};
    expect([...(clients?.keys() ?? [])]).toEqual(['my-app']);
    expect(users?.has('anna')).toBe(true);
    expect(read(CODE).organizations).toMatchObject([
      { clientId: 'my-app', redirectUri: 'http://localhost:4200/' },
    ]);
  });

  test('by variables; what is written logs in', async () => {
    const env = { FLOWX_MOCK_LOGIN_USER: 'maria', FLOWX_MOCK_LOGIN_REALM: 'apptor' };
    expect(await run(['init', place], surrounded({ env }))).toBe(0);
    expect([...realms().keys()]).toEqual(['apptor', '00000002-0002-4002-8002-000000000002']);
    const { app } = await inProcess({ fixtures: place });
    const token = await request(app).post('/__admin/tokens').send({ user: 'maria' });
    expect(token.status).toBe(200);
    const { body } = await request(app).get('/org/api/org/code/demo').set('Fx-Client-Host', 'app.example');
    expect(body).toMatchObject({ issuer: expect.stringMatching(/\/realms\/apptor$/) });
  });
});

test.each([
  ['Ctrl-C', 130, (around: ReturnType<typeof surrounded>) => around.type('\x03')],
  ['Ctrl-D', 130, (around: ReturnType<typeof surrounded>) => around.type('\x04')],
  ['SIGINT', 130, (around: ReturnType<typeof surrounded>) => around.interrupt('SIGINT')],
  ['SIGTERM', 143, (around: ReturnType<typeof surrounded>) => around.interrupt('SIGTERM')],
])('%s ends the questions with %i, and nothing is written', async (_, code, end) => {
  const around = surrounded({ terminal: true });
  const running = run(['init', place], around);
  around.type('org_me\r');
  setTimeout(() => end(around), 50);
  expect(await running).toBe(code);
  expect(existsSync(place)).toBe(false);
});
