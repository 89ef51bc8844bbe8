// `audience` of an API: tokens that are verified have to be meant for it.
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { FLOWX_START } from '../faults/raw.ts';
import { type Listening, listening } from '../listening.ts';
import { ownFixtures } from '../own-fixtures.ts';

const REALMS = `realms:
  - name: flowx
    clients:
      - { id: usual }
      - { id: meant, audience: loans }
      - { id: both, audience: [account, loans] }
    users: [{ username: anna }]
`;

let mock: Listening;
beforeAll(async () => {
  const tokens = { flowx: { tokens: 'issued' as const, audience: 'loans' } };
  mock = await listening({ tokens, fixtures: ownFixtures({ 'identity/realms.yaml': REALMS }) });
});
afterAll(() => mock.close());

async function start(bearer: string): Promise<{ status: number; detail?: string }> {
  const headers = {
    Authorization: `Bearer ${bearer}`,
    'Content-Type': 'application/json',
    'Flowx-Platform': 'web',
  };
  const answer = await fetch(mock.url + FLOWX_START, { method: 'POST', headers, body: '{}' });
  return { status: answer.status, ...((await answer.json()) as { detail?: string }) };
}

async function token(client: string): Promise<string> {
  const headers = { 'Content-Type': 'application/json' };
  const body = JSON.stringify({ user: 'anna', client });
  const answer = await fetch(`${mock.url}/__admin/tokens`, { method: 'POST', headers, body });
  return ((await answer.json()) as { access_token: string }).access_token;
}

test.each(['meant', 'both'])('a token of the client %s is taken', async (client) => {
  expect(await start(await token(client))).toMatchObject({ status: 200 });
});

test('a token for somebody else is refused with the reason', async () => {
  expect(await start(await token('usual'))).toMatchObject({
    status: 401,
    detail: expect.stringContaining('its audience is account, not loans'),
  });
});

test('a token that is not verified has no audience to be judged', async () => {
  expect(await start('of-somebody-else')).toMatchObject({ status: 200 });
});
