import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { parse } from 'yaml';
import { run } from '../../../../../mock-server/cli/program.ts';
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
  around.type('org_me\rf1, f2\r\rW\r\rp1\r');
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
