// The server holds its own answers against the contract: one that breaks it becomes a 500 that names the promise.
import { describe, expect, jest, test } from '@jest/globals';
import request from 'supertest';
import type { Behaviour } from '../../mock-server/behaviours/behaviour.ts';
import { inProcess } from '../in-process.ts';
import { type Edit, edited, thirdApi } from '../third-api.ts';

const KEY = { 'X-Library-Key': 'let-me-in', 'X-Reader': 'R-17' };
const LIST = '/library/v1/shelves/7/books';
const LOANS = '/library/v1/loans';

interface Promise_ {
  keyword: string;
  pointer: string;
  /** In the detail of the envelope. */
  told: RegExp;
}

/** What the library answers when its contract was changed so that its own example breaks it. */
async function answerOf(edits: Edit[], ask: (app: Parameters<typeof request>[0]) => request.Test) {
  return edited(thirdApi, edits, async (folder) => {
    const { app } = await inProcess({ contracts: [folder] });
    const answer = await ask(app);
    const { body } = await request(app).get(`/__admin/requests/${answer.headers['x-mock-request']}`);
    return { answer, entry: body };
  });
}

const list = (app: Parameters<typeof request>[0]) => request(app).get(LIST).set(KEY);
const borrow = (app: Parameters<typeof request>[0]) =>
  request(app).post(LOANS).set(KEY).send({ isbn: '9780140449136' });

test.each<[string, Edit[], typeof list, Promise_]>([
  [
    'a body',
    [['library/operations/list-books.yaml', "isbn: '9780140449198'", "isbn: '978'"]],
    list,
    {
      keyword: 'pattern',
      pointer: '/1/isbn',
      told: /body\/1\/isbn must match pattern.*book\.schema\.json:\d+ /,
    },
  ],
  [
    'a body that lacks a member',
    [['library/operations/borrow-book.yaml', 'required: [loanId]', 'required: [loanId, until]']],
    borrow,
    { keyword: 'required', pointer: '/until', told: /body\/until is required.*borrow-book\.yaml:\d+ / },
  ],
  [
    'a header',
    [['library/operations/list-books.yaml', 'example: 2 }', 'example: many }']],
    list,
    {
      keyword: 'type',
      pointer: '/x-total',
      told: /header\/x-total must be an integer.*list-books\.yaml:\d+ /,
    },
  ],
  [
    'a header that every answer has',
    [
      ['library/openapi.yaml', "X-Library-Edition: '1'", "X-Library-Edition: 'one'"],
      [
        'library/operations/list-books.yaml',
        'X-Total:',
        "X-Library-Edition: { schema: { const: '1', type: string } }\n        X-Total:",
      ],
    ],
    list,
    { keyword: 'const', pointer: '/x-library-edition', told: /header\/x-library-edition must be "1"/ },
  ],
])(
  '%s of our own that breaks the contract is never sent',
  async (_, edits, ask, { keyword, pointer, told }) => {
    const { answer, entry } = await answerOf(edits, ask);
    expect(answer.status).toBe(500);
    expect(answer.headers['x-mock-source']).toBe('refusal');
    expect(answer.body.error).toMatchObject({ code: 'contract-mistake', status: 500, branch: 'Main Street' });
    expect(answer.body.error.detail).toMatch(told);
    expect(answer.body.error.detail).toMatch(/^Library: The contract cannot be met as it is written/);
    expect(entry.refusal.name).toBe('contract-mistake');
    expect(answer.body.error.detail).toBe(`Library: ${entry.why}`);
    expect(entry.defects).toMatchObject([{ keyword, pointer }]);
    expect(entry.violations).toEqual([]);
  },
);

test('unchanged, the same calls are answered', async () => {
  expect((await answerOf([], list)).answer.status).toBe(200);
  expect((await answerOf([], borrow)).answer.status).toBe(201);
});

test('an answer that the contract leaves no way to make is its mistake, too, and not ours', async () => {
  const told = jest.spyOn(process.stderr, 'write').mockReturnValue(true);
  const { answer, entry } = await answerOf(
    [
      ['library/operations/borrow-book.yaml', "          example: { loanId: 1, due: '2026-06-15' }\n", ''],
      ['library/operations/borrow-book.yaml', 'loanId: { type: integer }', 'loanId: false'],
    ],
    borrow,
  );
  expect(answer.status).toBe(500);
  expect(answer.body.error.detail).toMatch(
    /^Library: The contract cannot be met as it is written \(.*no value at/,
  );
  expect(entry.refusal.name).toBe('contract-mistake');
  expect(told).not.toHaveBeenCalled();
  told.mockRestore();
});

test('a refusal that breaks what the contract says of it is not sent either', async () => {
  const edits: Edit[] = [
    ['library/schemas/refusal.schema.json', '"required": ["code",', '"required": ["reason",'],
  ];
  const { answer, entry } = await answerOf(edits, (app) => request(app).get(`${LIST}?limit=0`).set(KEY));
  expect(answer.status).toBe(500);
  expect(entry.defects).toMatchObject([{ keyword: 'required', pointer: '/error/reason' }]);
});

describe('a behaviour', () => {
  const call = '/process/instance/inst_xyz789';
  const headers = { 'X-API-Key': 'apk_demo_secret' };

  /** What a bundled operation answers when its behaviour replies so. */
  async function replying(reply: Awaited<ReturnType<Behaviour['operations'][string]>>) {
    const { app, simulation } = await inProcess();
    const apptor = simulation.apis.find(({ api }) => api.name === 'apptor');
    if (apptor) apptor.behaviour = { operations: { getInstance: async () => reply } };
    const answer = await request(app).get(call).set(headers);
    const { body } = await request(app).get(`/__admin/requests/${answer.headers['x-mock-request']}`);
    return { answer, defects: body.defects };
  }

  test('with a status that nobody promised', async () => {
    const { answer, defects } = await replying({ status: 206, body: {} });
    expect(answer.status).toBe(500);
    expect(answer.body).toMatchObject({ status: 500, path: call });
    expect(answer.body.message).toMatch(/status must be one of 200, .*get-instance\.yaml:\d+/);
    expect(defects).toMatchObject([{ in: 'status', actual: 206 }]);
  });

  test('with another content type', async () => {
    const { answer, defects } = await replying({
      status: 200,
      body: 'x',
      headers: { 'Content-Type': 'text/plain' },
    });
    expect(answer.status).toBe(500);
    expect(defects).toMatchObject([
      { in: 'content-type', actual: 'text/plain', expected: 'application/json' },
    ]);
  });

  test('with a body that breaks several promises: all of them are named', async () => {
    const { answer, defects } = await replying({ status: 200, body: { stateCd: 'one', data: [] } });
    expect(answer.status).toBe(500);
    expect(defects.length).toBeGreaterThan(5);
    expect(answer.body.message).toMatch(/body\/stateCd must be an integer/);
  });

  test('that throws is a defect, too, and tells nothing of its stack', async () => {
    const { app, simulation } = await inProcess();
    const apptor = simulation.apis.find(({ api }) => api.name === 'apptor');
    const broken = () => Promise.reject(new TypeError('secret place'));
    if (apptor) apptor.behaviour = { operations: { getInstance: broken } };
    const told: string[] = [];
    const write = process.stderr.write;
    process.stderr.write = (text: string | Uint8Array) => told.push(String(text)) > 0;
    const answer = await request(app).get(call).set(headers);
    process.stderr.write = write;
    expect(answer.status).toBe(500);
    expect(answer.text).not.toMatch(/secret place|\.ts|at /);
    expect(told.join('')).toMatch(/mock-defect: TypeError: secret place/);
  });
});
