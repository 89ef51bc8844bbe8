// A number comes back as it was sent, or is refused with the place: an id of 19 digits that comes back as another is
// worse than no answer.
import { beforeAll, expect, test } from '@jest/globals';
import request, { type Response } from 'supertest';
import { type InProcess, inProcess } from '../in-process.ts';
import { execute, look } from './apptor/calls.ts';
import { byName } from './flowx/calls.ts';

let mock: InProcess;
beforeAll(async () => {
  mock = await inProcess({});
});

const raw = (body: string): Promise<Response> =>
  request(mock.app)
    .post('/process/exec')
    .set({ 'X-API-Key': 'apk_demo_secret', 'Content-Type': 'application/json' })
    .send(body)
    .then((answer) => answer);

test.each([
  ['4634343214213523454', '4634343214213523000'],
  ['1e400', 'null'],
])('%s is refused in both envelopes, with pointer and reason', async (written, read) => {
  const reason = `the number at /data/order/1 of the body, ${written}, cannot be kept as it is and would come back as ${read}; send it as a string`;
  const apptor = await raw(`{"processId":"your-flow-uuid","data":{"order":[1,${written}]}}`);
  expect([apptor.status, apptor.body.message]).toEqual([400, `Bad request: ${reason}`]);
  const flowx = await request(mock.app)
    .post(byName())
    .set({ Authorization: 'Bearer x', 'Content-Type': 'application/json' })
    .send(`{"customerEmail":"a@example.com","loanAmount":${written}}`);
  expect([flowx.status, flowx.body.detail]).toEqual([
    400,
    expect.stringContaining('the number at /loanAmount of'),
  ]);
});

test('what a double can be comes back, however it was written', async () => {
  const started = await raw(
    '{"processId":"your-flow-uuid","data":{"a":1.0,"b":123456789012345680000,"c":1e-7}}',
  );
  expect(started.status).toBe(200);
  const { body } = await look(mock.app, started.body.processInstanceId);
  expect(body).toMatchObject({ data: { a: 1, b: 123456789012345680000, c: 1e-7 } });
  expect((await execute(mock.app, 'your-flow-uuid')).status).toBe(200);
});
