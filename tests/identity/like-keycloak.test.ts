// What Keycloak answers otherwise than the RFCs: six rows of the tables of wrong requests, for realms with `like: keycloak`.
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { type Answer, type Demand, Kit, shapeOf, wantedOf } from './wrong-requests.ts';

let kit: Kit;
beforeAll(async () => {
  kit = await Kit.begin();
});
afterAll(() => kit?.mock.close());

const request: Demand = { json: [400, 'invalid_request'] };
const basic = (id: string, secret: string) => ({ Authorization: `Basic ${btoa(`${id}:${secret}`)}` });
const service = { client_id: undefined, grant_type: 'client_credentials' };
const password = (username: string, word: string) => ({ grant_type: 'password', username, password: word });

test('like: keycloak answers as Keycloak does', async () => {
  const { keycloak } = kit;
  const wrong: Demand = { json: [401, 'unauthorized_client'], challenge: /^$/ };
  const rows: [Demand, Answer][] = [
    [wrong, await keycloak.token(service, basic('server', 'no'))],
    [wrong, await keycloak.token({ ...service, client_id: 'server', client_secret: 'no' })],
    [{ json: [401, 'invalid_grant'] }, await keycloak.token(password('ben', 'wrong'))],
    [{ json: [401, 'unauthorized_client'] }, await keycloak.token({ grant_type: 'client_credentials' })],
    [
      request,
      await keycloak.post(
        '/token/introspect',
        { token: 'x', token_type_hint: 'foo' },
        basic('server', 's3cret'),
      ),
    ],
  ];
  for (const [demand, answer] of rows) expect(shapeOf(answer, demand)).toEqual(wantedOf(demand, keycloak));
  const { refresh_token: first = '' } = await keycloak.tokens();
  await keycloak.refresh(first);
  expect((await keycloak.refresh(first)).status).toBe(200);
});
