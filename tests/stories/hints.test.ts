// What to do about a refusal stands in X-Mock-Hint and the journal: never in the product's own words, which an
// application may show to its audience.
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeAll, expect, test } from '@jest/globals';
import type { Response } from 'supertest';
import { bundledFixtures } from '../../contracts/reader/fixtures.ts';
import { nearestId } from '../../mock-server/simulation/nearest-id.ts';
import { type InProcess, inProcess } from '../in-process.ts';
import { DEMO, execute, look } from './apptor/calls.ts';
import {
  APPLICATION,
  BUILD,
  buildInfo,
  byBuild,
  byName,
  get,
  INSTANCE,
  inheriting,
  post,
} from './flowx/calls.ts';
import { entryOf } from './journal.ts';

let mock: InProcess;
beforeAll(async () => {
  mock = await inProcess();
});

const slip = (text: string) => `${text.slice(0, -1)}x`;
const WORKSPACE = '2ae77b6a-d284-4a0b-ab23-ceaa364c7122';
const RESOURCE = '66e74ea1-0775-42b4-b27e-a4a21ea78dfc';

const SLIPS: [what: string, meant: string, ask: () => PromiseLike<Response>][] = [
  ['a workspace', WORKSPACE, () => get(mock.app, buildInfo({ workspace: slip(WORKSPACE) }))],
  ['an application', APPLICATION, () => get(mock.app, buildInfo({ application: slip(APPLICATION) }))],
  ['a build', BUILD, () => post(mock.app, byBuild({ build: slip(BUILD) }))],
  ['a process', 'loan_application', () => post(mock.app, byName({ process: 'loan_aplication' }))],
  ['a process in capitals', 'quick_check', () => post(mock.app, byName({ process: 'Quick_Check' }))],
  ['a resource', RESOURCE, () => post(mock.app, inheriting(INSTANCE, { resource: slip(RESOURCE) }))],
  ['a flow', 'quick-flow', () => execute(mock.app, 'quik-flow')],
  ['a key', 'suspended', () => look(mock.app, 'inst_xyz789', 'apk_suspendd_secret')],
];

test.each(SLIPS)('%s that is misspelt is told with the one that is meant', async (_, meant, ask) => {
  const first = await ask();
  const second = await ask();
  const hint = String(first.headers['x-mock-hint']);
  expect(hint.startsWith(`Did you mean "${meant}"? `)).toBe(true);
  expect(second.headers['x-mock-hint']).toBe(hint);
  expect(first.text).not.toContain('Did you mean');
  expect((await entryOf(mock.app, first)).hint).toBe(hint);
});

test('a page may read it', async () => {
  const { headers } = await execute(mock.app, 'quik-flow').set('Origin', 'https://app.example');
  expect(headers['access-control-expose-headers']?.split(', ')).toContain('X-Mock-Hint');
});

test("another organization's flows are not told", async () => {
  expect((await execute(mock.app, 'other-flo', DEMO)).headers['x-mock-hint']).not.toContain('Did you mean');
});

test('what is not near is not told; nor is a good answer', async () => {
  const { headers } = await post(mock.app, byName({ process: 'nothing_like_it' }));
  expect(headers['x-mock-hint']).toMatch(/^Have "flowx-mock init FOLDER" write fixtures/);
  expect((await execute(mock.app)).headers['x-mock-hint']).toBeUndefined();
});

test('only ASCII, and never long, whatever was asked and is known', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'flowx-mock-Größe-'));
  try {
    cpSync(bundledFixtures(), folder, { recursive: true });
    const file = join(folder, 'apptor/catalogue.yaml');
    const long = `größe-${'x'.repeat(600)}`;
    writeFileSync(file, readFileSync(file, 'utf8').replaceAll('quick-flow', long));
    const own = await inProcess({ fixtures: folder });
    const { headers } = await execute(own.app, `${long}y`);
    expect(headers['x-mock-hint']).toMatch(/^Did you mean "gr\\u00f6\\u00dfe-x+\.\.\.$/);
    expect(headers['x-mock-hint']?.length).toBeLessThanOrEqual(400);
    // The folder in use is named, as it would be found from here.
    const other = await execute(own.app, 'nothing_like_it');
    expect(other.headers['x-mock-hint']).toContain('apptor/catalogue.yaml, or serve with --learn.');
    expect((await entryOf(own.app, other)).hint).toBe(`Add it to ${file}, or serve with --learn.`);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});

test('the nearest id is within three letters, and looked for once', () => {
  const ids = ['loan_application', 'quick_check', 'a', 'ab'];
  let looked = 0;
  const known = {
    *[Symbol.iterator]() {
      looked += 1;
      yield* ids;
    },
  };
  const near = (asked: string) => nearestId({ asked, known, of: ids });
  expect(['LOAN_APPLICATION', 'loan_aplicatoin', 'loan', 'b', 'quick_chess'].map(near)).toEqual([
    'loan_application',
    'loan_application',
    undefined,
    undefined,
    'quick_check',
  ]);
  expect(looked).toBe(5);
  near('loan');
  expect(looked).toBe(5);
  for (let index = 0; index < 1000; index += 1) near(`${index}`);
  near('loan');
  expect(looked).toBe(1006);
});
