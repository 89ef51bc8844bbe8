// The journal explains everything, and holds no credential in any field of any entry.
import { beforeAll, expect, test } from '@jest/globals';
import request from 'supertest';
import { type InProcess, inProcess } from '../in-process.ts';
import { byName } from './flowx/calls.ts';
import { bearer } from './jwt.ts';

let mock: InProcess;

beforeAll(async () => {
  mock = await inProcess();
});

const JWT = bearer({ email: 'alice@example.com', jti: 'hush' });

/** Sends the headers to both products, and gives all that the journal then holds, as text. */
async function journalAfter(headers: Record<string, string>): Promise<string> {
  await request(mock.app).post('/__admin/reset');
  const answers = [
    await request(mock.app).post(byName()).set(headers).send({}),
    await request(mock.app).post('/process/exec').set(headers).send({ processId: 'your-flow-uuid' }),
    await request(mock.app).get('/process/instance/inst_xyz789').set(headers),
    await request(mock.app).get('/nowhere').set(headers),
  ];
  const all = await request(mock.app).get('/__admin/requests');
  expect(all.body.items).toHaveLength(answers.length);
  const single = await Promise.all(
    all.body.items.map(({ id }: { id: string }) => request(mock.app).get(`/__admin/requests/${id}`)),
  );
  return [all, ...answers, ...single]
    .map(({ text, headers: sent }) => text + JSON.stringify(sent))
    .join('\n');
}

test.each([
  ['an accepted token', { Authorization: 'Bearer TOP-SECRET' }, ['TOP-SECRET']],
  ['an accepted JWT', { Authorization: JWT }, [JWT.slice('Bearer '.length), JWT.split('.')[1] ?? '']],
  ['an accepted key', { 'X-API-Key': 'apk_YOUR_KEY_ID_YOUR_SECRET' }, ['YOUR_SECRET']],
  ['a key with a wrong secret', { 'X-API-Key': 'apk_demo_TOP-SECRET' }, ['TOP-SECRET']],
  ['an unknown key', { 'X-API-Key': 'apk_nobody_TOP-SECRET' }, ['TOP-SECRET']],
  ['a suspended key', { 'X-API-Key': 'apk_suspended_secret' }, ['suspended_secret']],
  ['a key of another form', { 'X-API-Key': 'TOP-SECRET' }, ['TOP-SECRET']],
  ['a key with blanks', { 'X-API-Key': 'apk_demo_TOP-SECRET and more' }, ['TOP-SECRET', 'and more']],
  ['a name and a password', { Authorization: 'Basic VE9QLVNFQ1JFVA==' }, ['VE9QLVNFQ1JFVA']],
  ['a token without its scheme', { Authorization: 'TOP-SECRET' }, ['TOP-SECRET']],
  ['a token with blanks', { Authorization: 'TOP-SECRET and more' }, ['TOP-SECRET', 'and more']],
  ['cookies', { Cookie: 'session=TOP-SECRET; other=ALSO-SECRET' }, ['TOP-SECRET', 'ALSO-SECRET']],
  ["a proxy's credentials", { 'Proxy-Authorization': 'Bearer TOP-SECRET' }, ['TOP-SECRET']],
])('nothing of %s is in the journal or in an answer', async (_, headers, secrets) => {
  const journal = await journalAfter(headers as unknown as Record<string, string>);
  for (const secret of secrets) expect(journal).not.toContain(secret);
  expect(journal).toContain('***');
});

test('the scheme and who called stay readable', async () => {
  const journal = await journalAfter({ Authorization: JWT });
  expect(journal).toContain('"authorization":"Bearer ***"');
  expect(journal).toContain('"caller":"user alice@example.com"');
});
