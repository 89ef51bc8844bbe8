// doctor: the folder, the disk, the version of Node, and what a stand-in says of itself.
import { spawnSync } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeEach, describe, expect, test } from '@jest/globals';
import { nodeTooOld } from '../../../mock-server/doctor/diagnoses/node-too-old.ts';
import type { Patient } from '../../../mock-server/doctor/examination/diagnosis.ts';
import { nodeNeeded } from '../../../mock-server/running/package-manifest.ts';
import { openStore } from '../../../mock-server/store/open-store.ts';
import { flowsCatalogue, ownFixtures, scratchFolder } from '../../own-fixtures.ts';
import { watching } from '../watch/watched.ts';
import { visit } from './visit.ts';

/** Nothing listens on port 9, "discard", nowadays. */
const NOBODY = ['--port', '9'];

let folder: string;
beforeEach(() => {
  folder = join(scratchFolder(), 'data');
});

const looked = () => visit([...NOBODY, '--data', folder]);
const store = () =>
  openStore(`file:${folder}`, { durability: 'none', maxInstances: 10, tell: () => undefined });

describe('unreadable-store', () => {
  test.each([
    ['{"format": 2, "worlds"', 'it is not JSON'],
    ['{"format": 99, "log": 0, "worlds": {}}', 'it was written by a newer version'],
  ])('a file that holds %s is told, and left alone', async (text, why) => {
    mkdirSync(folder);
    const file = join(folder, 'instances.json');
    writeFileSync(file, text);
    const { code, found } = await looked();
    expect([code, Object.keys(found)]).toEqual([1, ['unreadable-store']]);
    expect(found['unreadable-store']?.[0]?.what).toContain(`${file} cannot be used: ${why}`);
    expect(found['unreadable-store']?.[0]?.mend).toContain('--data DIR');
    expect(readdirSync(folder)).toEqual(['instances.json']);
    expect(readFileSync(file, 'utf8')).toBe(text);
  });

  test('a damaged log, and a file where the folder should be', async () => {
    mkdirSync(folder);
    writeFileSync(join(folder, 'log-000002.txt'), '');
    expect((await looked()).found['unreadable-store']?.[0]?.what).toContain('log-000001.txt cannot be used');
    folder = join(folder, 'log-000002.txt');
    expect((await looked()).found['unreadable-store']?.[0]?.what).toContain('it is no folder');
  });

  test('a folder that another process holds: which', async () => {
    const holder = await store();
    const { found } = await looked();
    await holder.close();
    expect(found['unreadable-store']?.[0]?.what).toContain(`process ${process.pid} on`);
    expect(await looked()).toMatchObject({ code: 0, found: {} });
  });

  test('one that is not there yet is none of these, and is not made', async () => {
    expect(await looked()).toMatchObject({ code: 0, found: {} });
    expect(() => readdirSync(folder)).toThrow('ENOENT');
  });
});

describe('disk-full', () => {
  const mounted: string[] = [];
  afterAll(() => {
    for (const path of mounted) spawnSync('umount', [path]);
  });

  test('a disk with a megabyte', async () => {
    mkdirSync(folder);
    // Where this user may not mount one, there is nothing to be seen.
    if (spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=1m', 'tmpfs', folder]).status !== 0) return;
    mounted.push(folder);
    const { code, found } = await looked();
    expect([code, Object.keys(found)]).toEqual([1, ['disk-full']]);
    folder = join(folder, 'not', 'there', 'yet');
    expect((await looked()).code).toBe(1);
  });
});

test('node-too-old', async () => {
  const of = async (nodeVersion: string) => nodeTooOld({ nodeVersion, nodeNeeded: nodeNeeded() } as Patient);
  for (const old of ['20.18.3', '18.20.8', '20.9.0']) expect(await of(old)).toHaveLength(1);
  for (const young of ['20.19.0', '20.20.1', '22.0.0', process.versions.node])
    expect(await of(young)).toEqual([]);
});

test('degraded: what the stand-in says of itself', async () => {
  const fixtures = ownFixtures({
    'apptor/catalogue.yaml': flowsCatalogue([{ id: 'mine' }]),
    'apptor/instances.yaml': '[]',
  });
  const mock = await watching(['--fixtures', fixtures], fixtures);
  try {
    expect((await visit(['--ephemeral', mock.process.url])).found).toEqual({});
    writeFileSync(join(fixtures, 'apptor/catalogue.yaml'), '{');
    await mock.says('was not taken over');
    const { found } = await visit(['--ephemeral', mock.process.url]);
    expect(Object.keys(found)).toEqual(['degraded']);
    expect(found.degraded?.[0]?.why).toContain('apptor/catalogue.yaml');
  } finally {
    await mock.process.end();
  }
});

test('for people: what, where, why and what to do', async () => {
  mkdirSync(folder);
  writeFileSync(join(folder, 'instances.json'), '{');
  const { run } = await import('../../../mock-server/cli/program.ts');
  const { surrounded } = await import('../../unit/mock-server/cli/surrounded.ts');
  const around = surrounded();
  expect(await run(['doctor', ...NOBODY, '--data', folder], around)).toBe(1);
  expect(around.out()).toMatch(
    /^http:\/\/127\.0\.0\.1:9: nothing listens\.\n\nunreadable-store: .*\n {2}where: .*\n {2}why: .*\n {2}do: .*\n\nMistakes found: 1\.\n$/,
  );
});
