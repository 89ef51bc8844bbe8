// What all calls of the control plane have in common: JSON in and out, and problems.
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { OPERATIONS_BY_API } from '../../../bundled-operations.ts';
import { get, head, type Listening, listening, post } from '../../../faults/raw.ts';
import { expectRefusal } from '../../../faults/refusal-shape.ts';

let mock: Listening;
beforeAll(async () => {
  mock = await listening();
});
afterAll(() => mock.stop());

test('health has this shape', async () => {
  const { body, status } = await mock.ask(get('/__admin/health'));
  expect(status).toBe(200);
  expect(JSON.parse(body)).toMatchObject({
    status: 'ok',
    version: 'test',
    store: 'memory',
    worlds: 1,
    contracts: OPERATIONS_BY_API,
  });
});

test.each([
  '/__admin/nothing',
  '/__admin/health/more',
  '/__admin//health',
  '/__ADMIN/nothing',
  '/__admin/openapi/none.json',
  '/__admin/instances/none',
  '/__admin/instances/__proto__',
  '/__admin/requests/none',
  '/__admin/requests/constructor',
])('%s is no call, or nothing to be found, and says what to do', async (path) => {
  const answer = await mock.ask(get(path));
  expectRefusal(answer, 'problem', 404);
  expect(answer.body.length).toBeGreaterThan(100);
});

test.each([
  ['PATCH', '/__admin/health', 'GET, HEAD'],
  ['POST', '/__admin/instances/some-id', 'GET, DELETE, HEAD'],
  ['GET', '/__admin/reset', 'POST'],
  ['DELETE', '/__admin/requests/find', 'POST'],
  ['POST', '/__admin/faults', 'GET, PUT, DELETE, HEAD'],
])('%s %s is refused, and says that there is %s', async (method, path, allowed) => {
  const answer = await mock.ask(head(method, path, { Host: 'localhost' }));
  expectRefusal(answer, 'problem', 405);
  expect(answer.headers.allow).toBe(allowed);
  expect(answer.body).toContain(`has ${allowed}, and not ${method}`);
});

test('a path that cannot be decoded is refused', async () => {
  expectRefusal(await mock.ask(get('/__admin/instances/%zz')), 'problem', 400);
});

test.each(['0', '-1', '1.5', '1001', 'x', '', '1&limit=2', '1e3x'])('limit=%s is refused', async (limit) => {
  const answer = await mock.ask(get(`/__admin/instances?limit=${limit}`));
  expectRefusal(answer, 'problem', 400);
  expect(answer.body).toContain('limit');
});

test.each([
  ['api=sap', 'There is no API \\"sap\\", but apptor, flowx, organization.'],
  ['cursor=none', 'There is no instance \\"none\\" to go on after'],
  ['cursor=', 'There is no instance \\"\\" to go on after'],
  ['api=apptor&api=flowx', 'api is given once, and not 2 times.'],
  ['state=a&state=b&state=c', 'state is given once, and not 3 times.'],
  ['quarantined=1', 'quarantined is true or false, not \\"1\\".'],
  ['quarantined=', 'quarantined is true or false, not \\"\\".'],
  ['quarantined=true&quarantined=true', 'quarantined is given once, and not 2 times.'],
])('instances?%s is a slip of the pen', async (query, detail) => {
  const answer = await mock.ask(get(`/__admin/instances?${query}`));
  expectRefusal(answer, 'problem', 400);
  expect(answer.body).toContain(detail);
});

test.each([
  ['State=finished', 'There is no parameter \\"State\\" here, but state, skip.'],
  ['state=a&state=b', 'state is given once, and not 2 times.'],
  ['state=completed&skip=1', 'skip is true or false, not \\"1\\".'],
  ['skip=yes', 'skip is true or false, not \\"yes\\".'],
])('instances/ID?%s is refused at once, whatever there is to wait for', async (query, detail) => {
  const answer = await mock.ask(get(`/__admin/instances/inst_xyz789?${query}`, { Prefer: 'wait=10' }));
  expectRefusal(answer, 'problem', 400);
  expect(answer.body).toContain(detail);
});

test.each(['instances?quarantined=false', 'instances/inst_xyz789?skip=false'])(
  '%s is what there is without it',
  async (path) => {
    const [said, silent] = [
      await mock.ask(get(`/__admin/${path}`)),
      await mock.ask(get(`/__admin/${path.replace(/\?.*/, '')}`)),
    ];
    expect([said.status, said.body]).toEqual([200, silent.body]);
  },
);

test.each([
  ['JSON that is none', '{', {}],
  ['a text', '"x"', {}],
  ['another charset', '{}', { 'Content-Type': 'application/json; charset=none' }],
  ['an unknown coding', '{}', { 'Content-Encoding': 'compress' }],
  ['broken gzip', '{}', { 'Content-Encoding': 'gzip' }],
  ['2 MB', `{"a":"${'x'.repeat(2_000_000)}"}`, {}],
] as [string, string, Record<string, string>][])(
  'a body of %s is refused with a problem',
  async (_, body, headers) => {
    expectRefusal(await mock.ask(post('/__admin/reset', body, headers)), 'problem');
  },
);

test('an answer of the control plane is in no journal, and tells nothing of Express', async () => {
  const answer = await mock.ask(get('/__admin/requests'));
  expect(JSON.parse(answer.body).items).toEqual([]);
  expect(answer.headers).not.toHaveProperty('x-powered-by');
});
