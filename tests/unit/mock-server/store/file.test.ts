import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Instance } from '../../../../mock-server/domain/instance.ts';
import { FileStore, UnusableFolder } from '../../../../mock-server/store/file.ts';
import { StoreUnavailable } from '../../../../mock-server/store/store.ts';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'flowx-mock-file-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const RECORD = { seed: 's', sequence: 1, learned: {} };
const instance = (id: string, version = 1): Instance => ({
  id,
  api: 'a',
  process: 'p',
  version,
  state: 'STARTED',
  data: {},
  startedAt: '2026-01-01T00:00:00.000Z',
  facts: {},
  timeline: [],
});
const world = { record: RECORD, instances: [instance('1')] };
const file = (worlds: unknown, format = 1) => JSON.stringify({ format, worlds });

test('what fits is read', async () => {
  writeFileSync(join(folder, 'instances.json'), file({ default: world }));
  const store = await FileStore.open(folder);
  expect(await store.get('default', '1')).toEqual(instance('1'));
  expect(await store.record('default')).toEqual(RECORD);
});

test.each([
  ['nothing', ''],
  ['half of it', file({ default: world }).slice(0, 60)],
  ['something else than JSON', 'instances: []'],
  ['zeros, as a power failure leaves them', '\0'.repeat(4096)],
  ['the file of another program', '{"users":[]}'],
  ['a list', '[]'],
  ['null', 'null'],
  ['false', 'false'],
  ['0', '0'],
  ['a text', '"x"'],
  ['a newer format', file({ default: world }, 2)],
  ['no worlds', '{"format":1}'],
  ['worlds in a list', file([world])],
  ['a world that is none', file({ default: null })],
  ['a world without record', file({ default: { instances: [] } })],
  ['a record without sequence', file({ default: { ...world, record: { ...RECORD, sequence: undefined } } })],
  ['a record without learned facts', file({ default: { ...world, record: { ...RECORD, learned: [] } } })],
  ['an instance that is none', file({ default: { ...world, instances: [instance('1'), null] } })],
  [
    'an instance without id',
    file({ default: { ...world, instances: [{ ...instance('1'), id: undefined }] } }),
  ],
])('a file with %s is refused, with its name and what to do, and left as it is', async (what, text) => {
  const place = join(folder, what);
  mkdirSync(place);
  writeFileSync(join(place, 'instances.json'), text);
  const opened = await FileStore.open(place).catch((error: unknown) => error);
  expect(opened).toBeInstanceOf(UnusableFolder);
  const { message } = opened as Error;
  expect(message).toContain(join(place, 'instances.json'));
  expect(message).toContain('It was left as it is. Mend it, move it away, or choose another folder');
  expect(readFileSync(join(place, 'instances.json'), 'utf8')).toBe(text);
  expect(readdirSync(place)).toEqual(['instances.json']);
});

test('what could not be written did not happen', async () => {
  const place = join(folder, 'unwritable');
  const store = await FileStore.open(place);
  await store.commit('default', { puts: [{ instance: instance('1'), expected: null }], record: RECORD });
  rmSync(place, { recursive: true });
  writeFileSync(place, 'in the way');
  const change = {
    puts: [
      { instance: instance('1', 2), expected: 1 },
      { instance: instance('2'), expected: null },
    ],
    record: RECORD,
  };
  await expect(store.commit('default', change)).rejects.toThrow(StoreUnavailable);
  await expect(store.drop('default')).rejects.toThrow(StoreUnavailable);
  expect(store.health()).toMatchObject({ ok: false });
  expect(await store.get('default', '1')).toEqual(instance('1'));
  expect(await store.get('default', '2')).toBeUndefined();

  rmSync(place);
  mkdirSync(place);
  expect(await store.commit('default', change)).toBe(true);
  expect(store.health()).toEqual({ ok: true });
  expect(JSON.parse(readFileSync(join(place, 'instances.json'), 'utf8')).worlds.default.instances).toEqual([
    instance('1', 2),
    instance('2'),
  ]);
});
