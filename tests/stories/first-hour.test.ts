// Small things that cost a newcomer an hour: what waits for a server, tokens made of nothing, preflights in counts.
import { beforeAll, expect, test } from '@jest/globals';
import request from 'supertest';
import { type InProcess, inProcess } from '../in-process.ts';
import { look, WAITING } from './apptor/calls.ts';
import { buildInfo } from './flowx/calls.ts';
import { entryOf } from './journal.ts';

let mock: InProcess;
beforeAll(async () => {
  mock = await inProcess({ reuse: true });
});

test('programs that wait for a server are told that it is ready, with GET and with HEAD, in every world', async () => {
  for (const path of ['/', '/@alice', '/?ready']) {
    const { status, body } = await request(mock.app).get(path);
    expect({ path, status }).toEqual({ path, status: 200 });
    expect(body).toMatchObject({ name: 'flowx-mock', health: '/__admin/health' });
    const looked = await request(mock.app).head(path);
    expect([looked.status, looked.text]).toEqual([200, undefined]);
  }
  expect((await request(mock.app).get('/__admin/requests')).body.items).toEqual([]);
  expect((await request(mock.app).post('/')).status).toBe(404);
  expect((await request(mock.app).head('/__admin/health')).status).toBe(200);
});

test.each(['null', 'undefined', 'NaN'])('the token "%s" is taken, and remarked', async (token) => {
  const answer = await request(mock.app).get(buildInfo()).set('Authorization', `Bearer ${token}`);
  expect(answer.status).toBe(200);
  const remark = `The token is the text "${token}": the application calls before it has a token.`;
  expect(answer.headers['x-mock-hint']).toBe(remark);
  expect(await entryOf(mock.app, answer)).toMatchObject({ remark, why: remark });
});

test('other tokens are not', async () => {
  const answer = await request(mock.app).get(buildInfo()).set('Authorization', 'Bearer nullable');
  expect([answer.status, answer.headers['x-mock-hint']]).toEqual([200, undefined]);
});

test('preflights are not counted and not found, unless OPTIONS is asked for', async () => {
  const world = { 'X-Mock-World': 'counting' };
  await look(mock.app, WAITING).set(world);
  await request(mock.app)
    .options(`/@counting/process/instance/${WAITING}`)
    .set({ Origin: 'https://app.example', 'Access-Control-Request-Method': 'GET' });
  const ask = async (what: string, query: object) =>
    (await request(mock.app).post(`/@counting/__admin/requests/${what}`).send(query)).body;
  expect(await ask('count', {})).toEqual({ count: 1 });
  expect(await ask('count', { api: 'apptor' })).toEqual({ count: 1 });
  expect((await ask('find', {})).items).toHaveLength(1);
  expect(await ask('count', { method: 'options' })).toEqual({ count: 1 });
});
