// A process that only members of a group may start, as the catalogue says it.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { bundledFixtures } from '../../contracts/reader/fixtures.ts';
import { FLOWX_START } from '../faults/raw.ts';
import { type Listening, listening } from '../listening.ts';
import { ownFixtures } from '../own-fixtures.ts';

let mock: Listening;
beforeAll(async () => {
  const catalogue = readFileSync(join(bundledFixtures(), 'flowx', 'catalogue.yaml'), 'utf8');
  const guarded = catalogue.replaceAll(/^( *)- name: customer_onboarding$/gm, '$&\n$1  groups: [advisors]');
  mock = await listening({ fixtures: ownFixtures({ 'flowx/catalogue.yaml': guarded }) });
});
afterAll(() => mock?.close());

async function start(bearer: string) {
  const headers = {
    Authorization: `Bearer ${bearer}`,
    'Content-Type': 'application/json',
    'Flowx-Platform': 'web',
  };
  const answer = await fetch(mock.url + FLOWX_START, { method: 'POST', headers, body: '{}' });
  return { status: answer.status, ...((await answer.json()) as { detail?: string }) };
}

async function token(username: string): Promise<string> {
  const form = { grant_type: 'password', client_id: 'flowx-platform-authenticate', username, password: 'x' };
  const url = `${mock.url}/realms/flowx/protocol/openid-connect/token`;
  const answer = await fetch(url, { method: 'POST', body: new URLSearchParams(form) });
  return ((await answer.json()) as { access_token: string }).access_token;
}

test('members start it, others are refused with 403 and the group, a token that names nobody may do everything', async () => {
  expect(await start(await token('anna'))).toMatchObject({ status: 200 });
  const refused = { status: 403, detail: expect.stringContaining('advisors') };
  expect(await start(await token('ben'))).toMatchObject(refused);
  expect(await start(await token('clara'))).toMatchObject(refused);
  expect(await start('any')).toMatchObject({ status: 200 });
});
