// Who may call apptor flow: each way in which a key or token is not good enough has a refusal of its own.
import { beforeEach, describe, expect, test } from '@jest/globals';
import request from 'supertest';
import { type InProcess, inProcess, NOON } from '../../in-process.ts';
import { entryOf } from '../journal.ts';
import { bearer } from '../jwt.ts';
import { answerTask, DEMO, execute, FLOW, look, OTHER, SYSTEM, startAsSystem, WAITING } from './calls.ts';
import { expectRefused } from './refused.ts';

let mock: InProcess;

// Each test moves the clock, and no world goes back.
beforeEach(async () => {
  mock = await inProcess({ reuse: true });
});

const PATH = '/process/exec';
const INVALID = 'Unauthorized: invalid or expired API key: ';
const withHeaders = (headers: Record<string, string>) =>
  request(mock.app).post(PATH).set(headers).send({ processId: FLOW });

test('a user without credentials is told what to send', async () => {
  const message = `${INVALID}none was sent; send X-API-Key in the header or Authorization: Bearer <token>`;
  const answer = await withHeaders({});
  await expectRefused(mock.app, answer, { status: 401, message, path: PATH, name: 'credentials-missing' });
});

test.each([
  ['a blank key', { 'X-API-Key': ' ' }, 'X-API-Key is blank'],
  ['a blank token', { Authorization: 'Bearer ' }, 'the token is blank'],
  [
    'basic credentials',
    { Authorization: 'Basic YTpi' },
    'Authorization is not "Bearer", a space and a token',
  ],
])('%s is malformed', async (_, headers, reason) => {
  const answer = await withHeaders(headers as Record<string, string>);
  const wanted = { status: 401, message: INVALID + reason, path: PATH, name: 'credentials-malformed' };
  await expectRefused(mock.app, answer, wanted);
});

test.each([
  ['a key of another form is malformed', 'demo_secret', 'key-malformed', 'a key begins with apk_'],
  [
    'a key without a secret is malformed',
    'apk_demo',
    'key-malformed',
    'a key is apk_, its id, _ and its secret',
  ],
  [
    'an unknown key is refused with how to add it',
    'apk_nobody_secret',
    'key-unknown',
    "no key has the id 'nobody'",
  ],
  ['the secret must be right', 'apk_demo_guess', 'key-secret-wrong', "the secret is not that of key 'demo'"],
  [
    'the secret is not a prefix',
    'apk_demo_secret2',
    'key-secret-wrong',
    "the secret is not that of key 'demo'",
  ],
  ['a suspended key is refused', 'apk_suspended_secret', 'key-suspended', "key 'suspended' is suspended"],
  ['a revoked key is refused', 'apk_revoked_secret', 'key-revoked', "key 'revoked' is revoked"],
  [
    'an expired key is refused',
    'apk_expired_secret',
    'key-expired',
    "key 'expired' expired at 2025-12-31T23:59:59.000Z",
  ],
])('%s', async (_, key, name, reason) => {
  const message = typeof reason === 'string' ? INVALID + reason : reason;
  const wanted = { status: 401, message, path: PATH, name };
  await expectRefused(mock.app, await execute(mock.app, FLOW, key), wanted);
});

test('an expiring key works until its moment comes', async () => {
  mock = await inProcess({ reuse: true, now: Date.parse('2025-12-31T23:59:58.999Z') });
  expect((await execute(mock.app, FLOW, 'apk_expired_secret')).status).toBe(200);
  mock.time.now += 1;
  expect((await execute(mock.app, FLOW, 'apk_expired_secret')).status).toBe(401);
});

test('ids and secrets may hold underscores', async () => {
  expect((await execute(mock.app, FLOW, 'apk_YOUR_KEY_ID_YOUR_SECRET')).status).toBe(200);
});

describe('rights', () => {
  const forbidden = (path: string, permission: string) =>
    ({
      status: 403,
      message: `Forbidden: permission ${permission} is required`,
      path,
      name: 'permission-missing',
    }) as const;

  test('a key that may only read looks at runs, and neither starts nor answers any', async () => {
    const reader = 'apk_reader_secret';
    expect((await look(mock.app, WAITING, reader)).status).toBe(200);
    const started = await execute(mock.app, FLOW, reader);
    await expectRefused(mock.app, started, forbidden(PATH, 'WORKFLOW_EXECUTE'));
    const answered = await answerTask(mock.app, WAITING, {}, reader);
    await expectRefused(mock.app, answered, forbidden('/process/task', 'WORKFLOW_EXECUTE'));
  });

  test('a token that may only execute does not look', async () => {
    const token = bearer({ permissions: ['WORKFLOW_EXECUTE'] });
    const path = `/process/instance/${WAITING}`;
    const answer = await request(mock.app).get(path).set('Authorization', token);
    await expectRefused(mock.app, answer, forbidden(path, 'WORKFLOW_READ'));
  });

  test("an organization's key is refused on /process/start, and shown the other path", async () => {
    const message =
      /takes a system-level API key; a key of an organization starts its flows with \/process\/exec/;
    const wanted = { status: 403, message, path: '/process/start', name: 'system-key-required' };
    await expectRefused(mock.app, await startAsSystem(mock.app, FLOW, DEMO), wanted);
  });

  test("a system key starts any organization's flow, and the run belongs to the owner", async () => {
    const { status, body } = await startAsSystem(mock.app, 'other-flow');
    expect(status).toBe(200);
    expect((await look(mock.app, body.processInstanceId, OTHER)).status).toBe(200);
    expect((await look(mock.app, body.processInstanceId, DEMO)).status).toBe(404);
    expect((await look(mock.app, body.processInstanceId, SYSTEM)).status).toBe(200);
  });
});

describe('tokens', () => {
  const withToken = (claims: object) => withHeaders({ Authorization: bearer(claims) });

  test('a token without claims stands for org_demo with every permission', async () => {
    expect((await withToken({})).status).toBe(200);
    expect((await withHeaders({ Authorization: 'Bearer anything' })).status).toBe(200);
  });

  test("a token's organization counts", async () => {
    expect((await withToken({ organizationId: 'org_demo' })).status).toBe(200);
    expect((await withToken({ organizationId: 'org_other' })).status).toBe(404);
  });

  test('a token is refused from its exp on', async () => {
    const claims = { email: 'alice@example.com', exp: NOON / 1000 + 10 };
    const good = await withToken(claims);
    expect(good.status).toBe(200);
    expect((await entryOf(mock.app, good)).caller).toBe('user alice@example.com');
    mock.time.now = NOON + 10_000;
    const message = 'Unauthorized: the bearer token expired at 2026-06-01T12:00:10.000Z';
    const wanted = { status: 401, message, path: PATH, name: 'credentials-expired' };
    await expectRefused(mock.app, await withToken(claims), wanted);
  });

  test('a token is refused until its nbf', async () => {
    const message = 'Unauthorized: the bearer token is not valid before 2026-06-01T12:00:10.000Z';
    const wanted = { status: 401, message, path: PATH, name: 'credentials-not-yet-valid' };
    const claims = { nbf: NOON / 1000 + 10 };
    await expectRefused(mock.app, await withToken(claims), wanted);
    mock.time.now = NOON + 10_000;
    expect((await withToken(claims)).status).toBe(200);
  });
});
