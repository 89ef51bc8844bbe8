// Requests that FlowX cannot read, each refused with the reason that is true for it.
import { beforeAll, describe, expect, test } from '@jest/globals';
import request from 'supertest';
import { type InProcess, inProcess } from '../../in-process.ts';
import {
  APPLICATION,
  BUILD,
  buildInfo,
  byBuild,
  byName,
  copying,
  get,
  INSTANCE,
  inheriting,
  post,
  TOKEN,
} from './calls.ts';
import { expectRefused } from './refused.ts';

let mock: InProcess;

beforeAll(async () => {
  mock = await inProcess();
});

const raw = (body: string, type = 'application/json') =>
  request(mock.app).post(byName()).set('Authorization', TOKEN).set('Content-Type', type).send(body);

describe('content type', () => {
  test('a body without Content-Type is refused', async () => {
    const answer = await request(mock.app)
      .post(byName())
      .set('Authorization', TOKEN)
      .serialize(() => '{}')
      .unset('Content-Type')
      .send();
    const reason = /declared as no Content-Type; expected: application\/json/;
    await expectRefused(mock.app, answer, {
      status: 415,
      title: 'Unsupported Media Type',
      reason,
      name: 'unsupported-media-type',
    });
  });

  test.each(['text/plain', 'application/x-www-form-urlencoded', 'application/xml'])(
    'a body of %s is refused',
    async (type) => {
      const reason = new RegExp(`declared as ${type}; expected: application/json`);
      const wanted = { status: 415, title: 'Unsupported Media Type', reason, name: 'unsupported-media-type' };
      await expectRefused(mock.app, await raw('{}', type), wanted);
    },
  );

  test('a charset and capital letters are no reason to refuse', async () => {
    expect((await raw('{}', 'Application/JSON; charset=UTF-8')).status).toBe(200);
  });
});

describe('body', () => {
  test.each([
    ['cut off', '{"loanAmount": 2', /not JSON: .*JSON/],
    ['with a trailing comma', '{"a": 1,}', /not JSON: .*position 8/],
    ['that is empty', '', /not JSON: the body is empty/],
  ])('JSON %s is refused', async (_, text, reason) => {
    await expectRefused(mock.app, await raw(text), {
      status: 400,
      title: 'Bad Request',
      reason,
      name: 'malformed-json',
    });
  });

  test.each([
    ['[]', 'a list'],
    ['"x"', 'a text'],
    ['null', 'null'],
    ['7', 'a number'],
  ])('%s is %s and no object, and refused for that', async (text) => {
    const reason = /the body must be an object/;
    const wanted = { status: 400, title: 'Method argument not valid', reason, name: 'violation' };
    const { violations } = await expectRefused(mock.app, await raw(text), wanted);
    expect(violations).toMatchObject([
      { in: 'body', pointer: '', keyword: 'type', expected: 'object', actual: JSON.parse(text) },
    ]);
    expect(violations[0]?.provenance.source.join(' ')).toMatch(/docs\.flowx\.ai/);
  });

  test('a body over 1 MB is too large, one of exactly 1 MB is not', async () => {
    const sized = (bytes: number) => JSON.stringify({ text: 'x'.repeat(bytes - '{"text":""}'.length) });
    expect((await raw(sized(1024 * 1024))).status).toBe(200);
    const wanted = {
      status: 413,
      title: 'Content Too Large',
      reason: /larger than 1048576 bytes/,
      name: 'body-too-large',
    };
    await expectRefused(mock.app, await raw(sized(1024 * 1024 + 1)), wanted);
  });
});

describe('Flowx-Platform', () => {
  test.each([
    ['starting by build', byBuild()],
    ['inheriting', inheriting(INSTANCE)],
  ])('%s without it is refused', async (_, path) => {
    const answer = await request(mock.app).post(path).set('Authorization', TOKEN).send({});
    const reason = /'flowx-platform' is required/;
    const wanted = { status: 400, title: 'Method argument not valid', reason, name: 'violation' };
    const { violations } = await expectRefused(mock.app, answer, wanted);
    expect(violations).toMatchObject([
      { in: 'header', pointer: '/flowx-platform', keyword: 'required', expected: 'present' },
    ]);
    expect(answer.headers['x-mock-violations']).toBe('1');
  });

  test.each([
    ['starting by name', byName()],
    ['copying', copying(INSTANCE)],
  ])('%s works without it', async (_, path) => {
    const answer = await request(mock.app).post(path).set('Authorization', TOKEN).send({});
    expect(answer.status).toBe(200);
  });
});

describe('address', () => {
  test.each(['/api/runtime', '/api/runtime/nowhere', '/rtm/api/runtime/nowhere', `${byName()}/`])(
    '%s has no operation',
    async (path) => {
      const reason = new RegExp(`No operation answers GET ${path}`);
      const wanted = { status: 404, title: 'Not Found', reason, name: 'unknown-path' };
      await expectRefused(mock.app, await get(mock.app, path), wanted);
    },
  );

  test('the wrong method is told the right one', async () => {
    const wanted = { status: 405, title: 'Method Not Allowed', name: 'method-not-allowed' };
    const read = await get(mock.app, byName());
    await expectRefused(mock.app, read, {
      ...wanted,
      reason: /GET is not one of the methods of this path: POST/,
    });
    expect(read.headers.allow).toBe('POST');
    const written = await post(mock.app, buildInfo());
    await expectRefused(mock.app, written, {
      ...wanted,
      reason: /POST is not one of the methods of this path: GET/,
    });
    expect(written.headers.allow).toBe('GET');
  });

  test('a path that is no percent-encoded UTF-8 is refused', async () => {
    const answer = await get(
      mock.app,
      `/api/runtime/app/${APPLICATION}/build/${BUILD}/process-name/%E0%A4%A/start`,
    );
    const reason = /the path is not valid percent-encoded UTF-8/;
    await expectRefused(mock.app, answer, {
      status: 400,
      title: 'Bad Request',
      reason,
      name: 'request-malformed',
    });
  });
});
