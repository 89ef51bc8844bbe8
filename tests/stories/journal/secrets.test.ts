// What could be a credential is in no form of the journal: not in lists, not in what is found, not in the HAR.
import { beforeAll, expect, test } from '@jest/globals';
import request from 'supertest';
import { type InProcess, inProcess } from '../../in-process.ts';

let mock: InProcess;
beforeAll(async () => {
  mock = await inProcess();
});

test.each([
  ['Authorization', 'Bearer HUSH-HUSH'],
  ['X-API-Key', 'apk_demo_HUSH-HUSH'],
  ['Cookie', 'session=HUSH-HUSH'],
  ['X-Auth-Token', 'HUSH-HUSH'],
  ['X-XSRF-TOKEN', 'HUSH-HUSH'],
])('%s', async (name, value) => {
  expect(await everything('/process/instance/inst_xyz789', { [name]: value })).not.toContain('HUSH');
});

test.each(['access_token', 'TOKEN', 'api%5Fkey', 'id_token'])('the query parameter %s', async (name) => {
  const told = await everything(`/process/instance/inst_xyz789?a=1&${name}=HUSH-HUSH&b=2`, {});
  expect(told).not.toContain('HUSH');
  expect(told).toContain(`a=1&${name}=***&b=2`);
});

test('the query of the page that sent it', async () => {
  const told = await everything('/process/instance/inst_xyz789', {
    Referer: 'https://app.example/callback?state=1&access_token=HUSH-HUSH&b=2',
  });
  expect(told).not.toContain('HUSH');
  expect(told).toContain('https://app.example/callback?state=1&access_token=***&b=2');
});

test('cookies stand nowhere in the HAR', async () => {
  await everything('/process/instance/inst_xyz789', { Cookie: 'a=b' });
  const { body } = await request(mock.app).get('/__admin/requests.har');
  for (const { request: asked, response } of body.log.entries)
    expect([asked.cookies, response.cookies]).toEqual([[], []]);
});

/** All that the journal tells of a request, as text. */
async function everything(path: string, headers: Record<string, string>): Promise<string> {
  await request(mock.app).post('/__admin/reset');
  await request(mock.app).get(path).set(headers);
  const told = await Promise.all([
    request(mock.app).get('/__admin/requests'),
    request(mock.app).get('/__admin/requests/req_1'),
    request(mock.app).post('/__admin/requests/find').send({}),
    request(mock.app).get('/__admin/requests.har'),
  ]);
  for (const { status } of told) expect(status).toBe(200);
  return told.map(({ text }) => text).join('\n');
}
