// serve --watch: fixtures and lifecycles that change while requests are answered.
import { readFileSync, renameSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { flowsCatalogue, ownFixtures, scratchFolder } from '../../own-fixtures.ts';
import { replaceFile, type Watched, watching, writeBelow } from './watched.ts';

const CATALOGUE = 'apptor/catalogue.yaml';
const LIFECYCLE = 'apptor/lifecycles/mine.yaml';
const slow = (state = 'waiting') =>
  `initial: ${state}\nstates:\n  ${state}: { meta: { stateCd: 0 }, on: { END: done } }\n  done: { type: final, meta: { stateCd: 1 } }\n`;
const flows = (...ids: string[]) =>
  flowsCatalogue(ids.map((id) => ({ id, ...(id === 'mine' && { lifecycle: 'mine' }) })));

let folder: string;
let mock: Watched;
beforeEach(async () => {
  folder = ownFixtures({
    [LIFECYCLE]: slow(),
    [CATALOGUE]: flows('mine'),
    'apptor/instances.yaml': '[]\n',
  });
  mock = await watching(['--fixtures', folder], folder);
});
afterEach(() => mock.process.end());

const start = async (id: string) => (await mock.client.exec(id)).status;
const health = async () => (await mock.client.admin('GET', '/health')).body;

test('a change is taken over, and everything that was there stays', async () => {
  await mock.client.freeze();
  const now = await mock.client.advance('P1D');
  const run = await mock.client.run('mine');
  await mock.client.world('alice').exec('mine');
  expect(await start('other')).toBe(404);
  writeFileSync(join(folder, CATALOGUE), flows('mine', 'other'));
  await mock.says(`taken over: ${CATALOGUE}`);
  expect(await start('other')).toBe(200);
  expect((await mock.client.admin('GET', '/clock')).body).toEqual({ now, mode: 'frozen' });
  expect(await mock.client.state(run)).toBe('waiting');
  expect((await mock.client.admin('GET', '/requests')).body.items.length).toBe(3);
  expect((await mock.client.admin('GET', '/worlds')).body.items).toHaveLength(2);
  expect(mock.news()).not.toContain('not taken over');
});

test('a mistake keeps the last good version, is told with file and line, and that it is mended is told, too', async () => {
  writeFileSync(join(folder, CATALOGUE), '{ systemKeys: [');
  await mock.says(`${CATALOGUE} changed, and was not taken over: ${CATALOGUE}:1`);
  await mock.says('The last good version answers.');
  expect(await start('mine')).toBe(200);
  const answer = await mock.client.admin('GET', '/health');
  expect([answer.status, answer.body.status]).toEqual([200, 'degraded']);
  expect(answer.body.reason).toContain('Mend it, or undo it.');
  replaceFile(join(folder, CATALOGUE), flows('mine', 'other'));
  await mock.says('mended');
  expect(await health()).toMatchObject({ status: 'ok' });
  expect(await health()).not.toHaveProperty('reason');
  expect(await start('other')).toBe(200);
});

test('a mistake that is undone is mended', async () => {
  const before = readFileSync(join(folder, LIFECYCLE), 'utf8');
  writeFileSync(join(folder, LIFECYCLE), 'initial: nowhere\nstates: {}\n');
  await mock.says('was not taken over');
  writeFileSync(join(folder, LIFECYCLE), before);
  await mock.says('mended: everything is as it was');
  expect((await health()).status).toBe('ok');
});

test('instances that no longer fit are in quarantine until the change is undone', async () => {
  const run = await mock.client.run('mine');
  replaceFile(join(folder, LIFECYCLE), slow('resting'));
  await mock.says('1 stored instance no longer fits');
  expect((await mock.client.admin('GET', `/instances/${run}`)).status).toBe(409);
  expect((await mock.client.look(run)).status).toBe(404);
  replaceFile(join(folder, LIFECYCLE), slow());
  await mock.says('that did not fit and are shown again: 1');
  expect(await mock.client.state(run)).toBe('waiting');
});

test('what was learned is laid over the new catalogue', async () => {
  await mock.process.end();
  mock = await watching(['--fixtures', folder, '--learn'], folder);
  expect(await start('learned')).toBe(200);
  replaceFile(join(folder, CATALOGUE), flows('mine', 'other'));
  await mock.says('taken over');
  const { body } = await mock.client.admin('GET', '/catalogue');
  const ids = body.apptor.organizations[0].flows.map(({ processId }: { processId: string }) => processId);
  expect(ids).toEqual(['mine', 'other', 'learned']);
});

test('a request on its way ends with the version it began with', async () => {
  const run = await mock.client.run('mine');
  const waiting = mock.client.look(run, { headers: { Prefer: 'wait=60' } });
  replaceFile(join(folder, CATALOGUE), flows('mine', 'other'));
  await mock.says('taken over');
  await mock.client.event(run, 'END');
  expect((await waiting).body.stateCd).toBe(1);
});

test('files and folders that come and go, many at once, and files that do not matter', async () => {
  writeBelow(folder, { 'apptor/.catalogue.yaml.swp': 'x', 'notes.txt': 'y' });
  writeBelow(folder, {
    'apptor/lifecycles/other.yaml': slow('other'),
    [CATALOGUE]: flowsCatalogue([{ id: 'mine', lifecycle: 'other' }]),
    'flowx/lifecycles/more/deep.yaml': '{}',
  });
  await mock.says('taken over: apptor/catalogue.yaml, apptor/lifecycles/other.yaml');
  const run = await mock.client.run('mine');
  expect(await mock.client.state(run)).toBe('other');
  expect(mock.news()).not.toMatch(/swp|notes|not taken over/);
});

test('a folder of links that are led elsewhere, as Kubernetes mounts it', async () => {
  await mock.process.end();
  const mount = scratchFolder();
  writeBelow(mount, { '..1/apptor/catalogue.yaml': flows('one'), '..2/apptor/catalogue.yaml': flows('two') });
  const lead = (to: string): void => {
    symlinkSync(to, join(mount, '..data~'));
    renameSync(join(mount, '..data~'), join(mount, '..data'));
  };
  lead('..1');
  symlinkSync('..data/apptor', join(mount, 'apptor'));
  mock = await watching(['--fixtures', mount], mount);
  expect([await start('one'), await start('two')]).toEqual([200, 404]);
  lead('..2');
  await mock.says('taken over');
  expect([await start('one'), await start('two')]).toEqual([404, 200]);
  lead('..1');
  await mock.says('taken over');
  expect([await start('one'), await start('two')]).toEqual([200, 404]);
});
