// Whatever a client prefers: an answer or a refusal that keeps the contract, and never a defect.
import { beforeAll, expect, test } from '@jest/globals';
import fc from 'fast-check';
import request from 'supertest';
import { type InProcess, inProcess } from '../../in-process.ts';
import { DEMO, WAITING } from '../apptor/calls.ts';

let mock: InProcess;
beforeAll(async () => {
  mock = await inProcess();
});

const name = fc.constantFrom(
  'code',
  'example',
  'seed',
  'fault',
  'delay',
  'return',
  'constructor',
  '__proto__',
);
/** No delay that would be waited for, and no shape of a connection. */
const value = fc
  .oneof(fc.string({ unit: 'binary' }), fc.constantFrom('200', '404', '429', 'invalid-key', '"', 'a\r\nb: c'))
  .filter((text) => !/\d{4}|^(reset|empty|truncate|garbage|drip|stall)$/.test(text));

async function expectKept(answer: request.Response): Promise<void> {
  expect([200, 400, 401, 404, 429]).toContain(answer.status);
  const entry = await request(mock.app).get(`/__admin/requests/${answer.headers['x-mock-request']}`);
  expect(entry.body).not.toHaveProperty('defects');
}

const look = () => request(mock.app).get(`/process/instance/${WAITING}`).set('X-API-Key', DEMO);

test('in the query', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(fc.tuple(name, value), { maxLength: 4 }), async (pairs) => {
      const query = pairs.map(([key, text]) => `__${key}=${encodeURIComponent(text)}`);
      await expectKept(await look().query(query.join('&')));
    }),
    { numRuns: 100 },
  );
});

test('in the header', async () => {
  const printable = value.map((text) => text.replace(/[^\x20-\x7e]/g, '~'));
  const preference = fc.tuple(name, printable, fc.constantFrom('=', ' = ', ';', ',', '="', ''));
  await fc.assert(
    fc.asyncProperty(fc.array(preference, { maxLength: 4 }), async (pairs) => {
      const header = pairs.map(([key, text, between]) => key + between + text).join(', ');
      await expectKept(await look().set('Prefer', header));
    }),
    { numRuns: 100 },
  );
});
