// serve --watch: contracts of the user's own, and the configuration file.
import { cpSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { bundledFixtures } from '../../../contracts/reader/fixtures.ts';
import { scratchFolder } from '../../own-fixtures.ts';
import { removeBelow, replaceFile, type Watched, watching, writeBelow } from './watched.ts';

const LIBRARY = join(import.meta.dirname, '../../third-api/library');
const CONFIGURATION = 'flowx-mock.config.yaml';

let folder: string;
let mock: Watched;
beforeEach(async () => {
  folder = scratchFolder();
  cpSync(LIBRARY, join(folder, 'apis/library'), { recursive: true });
  mock = await watching(['--contracts', './apis/'], folder);
});
afterEach(() => mock.process.end());

const contracts = async () => (await mock.client.admin('GET', '/health')).body.contracts;

test('an operation that is changed answers as it says now', async () => {
  const path = join(folder, 'apis/library/operations/get-book.yaml');
  const text = readFileSync(path, 'utf8');
  const before = (await mock.client.admin('GET', '/contracts')).body.library.operations;
  replaceFile(path, text.replace(/summary: .*/, 'summary: Another summary'));
  await mock.says('taken over: apis/library/operations/get-book.yaml');
  const after = (await mock.client.admin('GET', '/contracts')).body.library.operations;
  expect(after).not.toEqual(before);
  expect(JSON.stringify(after)).toContain('Another summary');
  replaceFile(path, text.replace(/operationId: .*/, 'operationId: {}'));
  await mock.says('was not taken over');
  expect((await mock.client.admin('GET', '/contracts')).body.library.operations).toEqual(after);
});

test('an API that is added, and one that goes', async () => {
  expect(await contracts()).toMatchObject({ library: expect.any(Number) });
  cpSync(LIBRARY, join(folder, 'apis/archive'), { recursive: true });
  await mock.says(/apis\/archive.* was not taken over: .*has the address/s);
  expect(await contracts()).not.toHaveProperty('archive');
  const file = join(folder, 'apis/archive/openapi.yaml');
  replaceFile(file, readFileSync(file, 'utf8').replaceAll('/lib', '/archive'));
  await mock.says(/taken over: apis\/archive/);
  expect(await contracts()).toMatchObject({ archive: expect.any(Number), library: expect.any(Number) });
  removeBelow(folder, 'apis/archive');
  await mock.says('taken over');
  expect(await contracts()).not.toHaveProperty('archive');
});

test('a configuration that comes, changes what can change, and says what cannot', async () => {
  const refused = async () =>
    (
      await mock.client.call('POST', '/process/exec', {
        body: {},
        headers: { 'X-API-Key': 'apk_demo_secret' },
      })
    ).status;
  const learned = async () => (await mock.client.exec('never-heard-of')).status;
  expect([await refused(), await learned()]).toEqual([400, 404]);
  writeBelow(folder, { [CONFIGURATION]: 'learn: true\napptor: { validationStatus: 422 }\n' });
  await mock.says(`taken over: ${CONFIGURATION}`);
  expect([await refused(), await learned()]).toEqual([422, 200]);
  writeBelow(folder, { [CONFIGURATION]: 'maxWorlds: 7\njournal: 5\n' });
  await mock.says('maxWorlds cannot change while serving');
  await mock.says('journal cannot change while serving');
  expect(await refused()).toBe(400);
  writeBelow(folder, { [CONFIGURATION]: 'prot: 7\n' });
  await mock.says('there is no setting "prot"');
  removeBelow(folder, CONFIGURATION);
  await mock.says('taken over');
});

test('another fixtures folder is read and watched from then on', async () => {
  cpSync(bundledFixtures(), join(folder, 'mine'), { recursive: true });
  const catalogue = join(folder, 'mine/apptor/catalogue.yaml');
  const text = readFileSync(catalogue, 'utf8');
  writeFileSync(catalogue, text.replaceAll('quick-flow', 'first-flow'));
  writeBelow(folder, { [CONFIGURATION]: 'fixtures: mine\n' });
  await mock.says('taken over');
  expect((await mock.client.exec('first-flow')).status).toBe(200);
  replaceFile(catalogue, text.replaceAll('quick-flow', 'second-flow'));
  await mock.says('taken over: mine/apptor/catalogue.yaml');
  expect((await mock.client.exec('second-flow')).status).toBe(200);
});

test('faults of the file are those of every world that has no others', async () => {
  const faults = (code: number) => JSON.stringify([{ operationId: 'getInstance', code }]);
  writeBelow(folder, { 'faults.json': faults(503) });
  const look = async (client = mock.client) => (await client.look('inst_xyz789')).status;
  expect(await look()).toBe(200);
  writeBelow(folder, { [CONFIGURATION]: 'faults: faults.json\n' });
  await mock.says('taken over');
  const alice = mock.client.world('alice');
  await alice.admin('PUT', '/faults', { body: [{ operationId: 'getInstance', code: 429 }] });
  expect([await look(), await look(alice)]).toEqual([503, 429]);
  writeBelow(folder, { 'faults.json': faults(500) });
  await mock.says('taken over: faults.json');
  expect([await look(), await look(alice), await look(mock.client.world('bob'))]).toEqual([500, 429, 500]);
  writeBelow(folder, { 'faults.json': '[{"operationId":"none","code":500}]' });
  await mock.says('was not taken over');
  expect(await look()).toBe(500);
});
