// doctor tells the cause that it is, where another would be nearer at hand.
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { type Listening, listening } from '../../listening.ts';
import { NOTHING_KEPT, visit } from './visit.ts';

let mock: Listening;
beforeEach(async () => {
  mock = await listening({ now: Date.now(), reuse: true });
});
afterEach(() => mock.close());

test('https of a stand-in, which speaks http', async () => {
  const { code, found } = await visit([...NOTHING_KEPT, `${mock.url.replace('http:', 'https:')}/rtm`]);
  expect(code).toBe(1);
  expect(Object.keys(found)).toEqual(['https-of-http']);
  expect(found['https-of-http']?.[0]?.mend).toBe(`Set the base URL to ${mock.url}/rtm.`);
});

test('a body that is packed in a way that is not known is no matter of its type', async () => {
  await fetch(`${mock.url}/process/exec`, {
    method: 'POST',
    headers: {
      'X-API-Key': 'apk_demo_secret',
      'Content-Type': 'application/json',
      'Content-Encoding': 'zstd',
    },
    body: '{}',
  });
  const { found } = await visit([...NOTHING_KEPT, mock.url]);
  expect(Object.keys(found)).toEqual(['missing-header']);
  expect(found['missing-header']?.[0]).toMatchObject({
    what: 'executeWorkflow is called with Content-Encoding: zstd',
    mend: 'Send the body as it is, or packed with gzip, deflate or br.',
  });
});

test('the command that starts a stand-in at an address of IPv6 can be typed as it is told', async () => {
  const { found } = await visit([...NOTHING_KEPT, 'http://[::1]:1']);
  expect(found['nothing-answers']?.[0]?.mend).toContain('flowx-mock serve --host ::1 --port 1;');
});
