// Anything at all in path, query and headers: never a 5xx, never a look inside, always the right envelope.
import { toUSVString } from 'node:util';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { Asker, expectFair, NAMES, odd, RUNS } from './fuzzed.ts';
import { FLOWX_START, get, type Listening, listening, post } from './raw.ts';

let mock: Listening;
let asker: Asker;
beforeAll(async () => {
  mock = await listening();
  asker = new Asker(mock);
});
afterAll(async () => {
  asker.end();
  await mock.stop();
});

/** Bytes that may stand in a request line. */
const visible = fc.stringMatching(/^[!-~]{0,40}$/);
const segment = fc.oneof(
  { weight: 3, arbitrary: odd.map((text) => encodeURIComponent(toUSVString(text))) },
  { weight: 2, arbitrary: visible },
  {
    weight: 1,
    arbitrary: fc.constantFrom(
      '',
      '.',
      '..',
      '%2e%2e',
      '%2f',
      '%00',
      '%',
      '%u0041',
      '*',
      '{appId}',
      ':id',
      '?',
      '#',
    ),
  },
);
const known = fc.constantFrom(
  '/api/runtime',
  '/rtm/api/runtime',
  '/process',
  '/process/instance',
  '/@alice/process',
  '/@/api/runtime',
  '/@%zz/process',
  '/@__proto__/rtm/api/runtime',
  '/@a%20b',
  '/__admin',
  '',
);

test('paths', async () => {
  await fc.assert(
    fc.asyncProperty(known, fc.array(segment, { maxLength: 12 }), async (base, segments) => {
      const path = `${base}/${segments.join('/')}`;
      const answer = await asker.ask(get(path));
      if (path.startsWith('/__admin')) expect(answer.status).toBeLessThan(500);
      // The root of a world is nobody's operation: it says who answers.
      else if (/^(\/@[^/]*)?\/([?#].*)?$/.test(path) && answer.status === 200)
        expect(JSON.parse(answer.body)).toMatchObject({ name: 'flowx-mock' });
      else expectFair(answer, path.split('#')[0] as string);
    }),
    RUNS,
  );
});

test('queries', async () => {
  const pair = fc.tuple(fc.oneof(fc.constantFrom('versionNumber', 'environment'), segment), segment);
  const body = '{"processId":"your-flow-uuid"}';
  await fc.assert(
    fc.asyncProperty(fc.array(pair, { maxLength: 8 }), async (pairs) => {
      const path = `/process/exec?${pairs.map(([name, value]) => `${name}=${value}`).join('&')}`.replaceAll(
        '#',
        '',
      );
      expectFair(await asker.ask(post(path, body)), path);
    }),
    RUNS,
  );
});

const TEXT = /^[\t\x20-\x7e\x80-\xff]{0,60}$/;
const headerName = fc.oneof(
  fc.constantFrom(
    'authorization',
    'x-api-key',
    'content-type',
    'content-encoding',
    'flowx-platform',
    'accept-encoding',
    'origin',
    'cookie',
    'accept',
    'prefer',
    'x-mock-world',
    'if-none-match',
    'range',
    'x-forwarded-host',
    'te',
    ...NAMES.map((name) => name.replace('$', '')),
  ),
  fc.stringMatching(/^[!#-'*+.0-9A-Z^-z|~-]{1,20}$/),
);
const headerValue = fc.oneof(
  fc.stringMatching(TEXT),
  fc.constantFrom(
    'gzip;q=x',
    '*;q=0',
    'Bearer ',
    'Bearer a b',
    'Bearer a.b.c',
    'apk_',
    'apk___',
    'application/json;charset',
    '\xff',
    ',',
    ';',
    '""',
  ),
);
/** These frame the message; what they can do is tested by hand. */
const FRAMING = /^(host|content-length|transfer-encoding|connection|upgrade|expect|keep-alive|trailer)$/i;

test('headers', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom(FLOWX_START, '/process/exec', '/nothing'),
      fc.array(fc.tuple(headerName, headerValue), { maxLength: 8 }),
      async (path, headers) => {
        const framed = headers.filter(([name]) => !FRAMING.test(name));
        const base = post(path, '{"processId":"your-flow-uuid"}').toString('latin1');
        const lines = framed.map(([name, value]) => `${name}: ${value}\r\n`).join('');
        const [line = ''] = base.split('\r\n');
        // Ours come last and lose where the first counts.
        const answer = await asker.ask(
          Buffer.from(`${line}\r\n${lines}${base.slice(line.length + 2)}`, 'latin1'),
        );
        expectFair(answer, path);
      },
    ),
    RUNS,
  );
});
