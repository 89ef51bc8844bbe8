// The journal page by page, as instances are; and long answers piece by piece.
import { beforeAll, expect, test } from '@jest/globals';
import fc from 'fast-check';
import request from 'supertest';
import { type InProcess, inProcess } from '../../in-process.ts';

const COUNT = 37;
let mock: InProcess;
let newestFirst: string[];

beforeAll(async () => {
  mock = await inProcess({});
  // So long that together they are many pieces.
  for (let n = 0; n < COUNT; n += 1)
    await request(mock.app)
      .post('/process/exec')
      .set('X-API-Key', 'apk_demo_secret')
      .send({ text: 'x'.repeat(9000) });
  newestFirst = Array.from({ length: COUNT }, (_, n) => `req_${COUNT - n}`);
});

async function page(query: string): Promise<{ ids: string[]; next?: string }> {
  const { status, body } = await request(mock.app).get(`/__admin/requests${query}`);
  expect(status).toBe(200);
  return { ids: body.items.map(({ id }: { id: string }) => id), ...(body.next && { next: body.next }) };
}

test('pages of any size are all requests, once each, the newest first', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.integer({ min: 1, max: 50 }),
      fc.integer({ min: 0, max: COUNT }),
      async (limit, since) => {
        const all: string[] = [];
        const from = since === 0 ? '' : `&since=req_${since}`;
        let cursor = '';
        for (;;) {
          const { ids, next } = await page(`?limit=${limit}${from}${cursor}`);
          expect(ids.length).toBeLessThanOrEqual(limit);
          all.push(...ids);
          if (next === undefined) break;
          expect(ids).toHaveLength(limit);
          cursor = `&cursor=${next}`;
        }
        expect(all).toEqual(newestFirst.slice(0, COUNT - since));
      },
    ),
    { numRuns: 12, seed: 5 },
  );
});

test('what is found, and the HAR, come whole although they come in pieces', async () => {
  const found = await request(mock.app).post('/__admin/requests/find').send({ status: 400 });
  expect(found.body.items.map(({ id }: { id: string }) => id)).toEqual(newestFirst);
  const har = await request(mock.app).get('/__admin/requests.har');
  expect(har.body.log.entries).toHaveLength(COUNT);
});

test.each(['limit=0', 'limit=1001', 'limit=x', 'cursor=17', 'since=x'])('%s is refused', async (query) => {
  expect((await request(mock.app).get(`/__admin/requests?${query}`)).status).toBe(400);
});
