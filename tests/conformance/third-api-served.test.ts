// A third API as users add it, with --contracts; and goal T1 through HTTP, for an API without any behaviour.
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { expect, jest, test } from '@jest/globals';
import { Router } from 'express';
import request from 'supertest';
import type { Contract } from '../../contracts/reader/contract.ts';
import { mediaTypeOf } from '../../contracts/reader/media-type.ts';
import { loadApis } from '../../contracts/reader/read-api.ts';
import { terminal } from '../../contracts/suite/report/terminal/terminal.ts';
import { verify } from '../../contracts/suite/run/verify.ts';
import { createApp } from '../../mock-server/http/app.ts';
import { Worlds } from '../../mock-server/worlds/world-registry.ts';
import { OPERATIONS_BY_API } from '../bundled-operations.ts';
import { full } from '../full.ts';
import { inProcess, NOON } from '../in-process.ts';
import { ran, served } from '../served.ts';
import { edited, thirdApi } from '../third-api.ts';
import { listening, verifying } from '../verified.ts';

jest.setTimeout(300_000);

const SEEDS = full ? 10_000 : 40;
const KEY = { 'X-Library-Key': 'let-me-in' };

/** The third API without its examples, so that every answer is generated; one app a seed. */
const WITHOUT_EXAMPLES = [
  ['library/operations/list-books.yaml', /examples:\n(\s+)two:[\s\S]*?(?=\n {4}'400')/, ''],
  ['library/operations/borrow-book.yaml', /\n\s+example: \{ loanId.*\n/, '\n'],
  ['library/openapi.yaml', /\n\s+example: From nine to five\n/, '\n'],
] satisfies Parameters<typeof edited>[1];

test(`${SEEDS} seeds: every generated answer arrives as the contract promises it`, async () => {
  await edited(thirdApi, WITHOUT_EXAMPLES, async (folder) => {
    const { simulation } = await inProcess({ contracts: [folder] });
    const library = simulation.apis.find(({ api }) => api.name === 'library');
    const contractOf = (id: string) => library?.contracts.get(id) as Contract;
    const bodies = new Set<string>();
    for (let seed = 0; seed < SEEDS; seed += 1) {
      const worlds = new Worlds({
        store: simulation.store,
        clock: { now: () => NOON },
        seed: String(seed),
        most: 1,
        kept: [],
      });
      const app = createApp({ ...simulation, worlds } as unknown as typeof simulation, Router());
      const book = await request(app).get('/library/v1/books/9780140449136').set(KEY);
      expect([seed, book.status, book.headers['x-mock-source']]).toEqual([seed, 200, 'generated']);
      const list = await request(app).get('/library/v1/shelves/7/books').set(KEY);
      const loan = { isbn: '9780140449136' };
      const borrowed = await request(app)
        .post('/library/v1/loans')
        .set(KEY)
        .set('X-Reader', 'R-1')
        .send(loan);
      for (const [id, { status, headers, body }] of [
        ['getBook', book],
        ['listBooks', list],
        ['borrowBook', borrowed],
      ] as const)
        expect([seed, id, contractOf(id).checkAnswer({ status, headers, body })]).toEqual([seed, id, []]);
      const hours = await request(app).get('/library/v1/opening-hours');
      expect(mediaTypeOf(hours.headers['content-type'])).toBe('text/plain');
      expect(hours.text.length).toBeGreaterThan(0);
      bodies.add(book.text);
    }
    expect(bodies.size).toBeGreaterThan(SEEDS * 0.9);
  });
});

test('serve --contracts answers it beside the others, and tells how to call it', async () => {
  const server = await served(['--ephemeral', '--contracts', thirdApi]);
  try {
    const book = await fetch(`${server.url}/lib/books/9780140449136`, { headers: KEY });
    expect(book.status).toBe(200);
    expect(book.headers.get('x-mock-source')).toBe('generated');
    const health = await (await fetch(`${server.url}/__admin/health`)).json();
    expect(health).toMatchObject({ contracts: { ...OPERATIONS_BY_API, library: 5 } });
    const document = await (await fetch(`${server.url}/__admin/openapi/library.json`)).json();
    expect(document).toMatchObject({ openapi: '3.1.0', servers: [{ url: server.url }] });
    const refused = await fetch(`${server.url}/library/v1/loans`, { method: 'POST', headers: KEY });
    expect(refused.status).toBe(415);
  } finally {
    expect(await server.end()).toBe(0);
  }
});

test('the folder of the one API serves as well as the folder around it', async () => {
  const server = await served(['--ephemeral', '--contracts', `${thirdApi}/library`]);
  try {
    expect((await fetch(`${server.url}/library/v1/opening-hours`)).status).toBe(200);
  } finally {
    await server.end();
  }
});

test('a folder that is not there is a mistake', async () => {
  const { code, stderr } = await ran([
    'serve',
    '--ephemeral',
    '--port',
    '0',
    '--contracts',
    'no-such-folder',
  ]);
  expect(code).toBe(2);
  expect(stderr).toMatch(/no-such-folder does not exist/);
});

test('the API of docs/third-api.md works as it is written there', async () => {
  const text = readFileSync(join(import.meta.dirname, '..', '..', 'docs/third-api.md'), 'utf8');
  // The other contract of the page, of the calls that are left out, has a test of its own.
  const files = [...text.matchAll(/^`((?!my-apis\/)\S+\.(?:yaml|json))`\n\n```\w+\n([\s\S]*?)^```$/gm)];
  expect(files.map(([, path]) => path)).toEqual([
    'openapi.yaml',
    'operations/get-book.yaml',
    'schemas/book.schema.json',
  ]);
  const scratch = mkdtempSync(join(tmpdir(), 'flowx-mock-library-'));
  try {
    for (const [, path = '', content = ''] of files) {
      mkdirSync(dirname(join(scratch, 'library', path)), { recursive: true });
      writeFileSync(join(scratch, 'library', path), content);
    }
    const { app } = await inProcess({ contracts: [scratch] });
    const book = await request(app).get('/library/books/9780140449136').set(KEY);
    expect([book.status, book.headers['x-mock-source']]).toEqual([200, 'generated']);
    const wrong = await request(app).get('/library/books/1').set(KEY);
    expect([wrong.status, wrong.body.error.code]).toEqual([400, 'violation']);
    const nobody = await request(app).get('/library/books/9780140449136');
    expect([nobody.status, nobody.body.error.code]).toEqual([401, 'credentials-missing']);
    await passesVerify(scratch);
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
});

/** `verify --strict` without a target: nothing is found, and the id that had to be made up is told. */
async function passesVerify(contracts: string): Promise<void> {
  const standIn = await listening({ contracts: [contracts] });
  try {
    const options = verifying(standIn.url, { apis: loadApis([contracts]), strict: true });
    const report = await verify(options);
    expect(report.cases.filter(({ outcome }) => outcome !== 'passed')).toEqual([]);
    expect(report.cases.map(({ name }) => name)).toContain('no credentials');
    expect(report.exitCode).toBe(0);
    const made = {
      api: 'library',
      operationId: 'getBook',
      name: 'isbn',
      value: expect.stringMatching(/^\d{13}$/),
    };
    expect(report.invented).toEqual([made]);
    expect(terminal(report, { color: false })).toMatch(/^Made up, .*\n {2}getBook {2}isbn \d{13}$/m);
  } finally {
    await standIn.close();
  }
}
