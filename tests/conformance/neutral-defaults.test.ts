// What an API does not say of browsers, compression and sizes is neutral; what one product does is in its own folder.
import { brotliDecompressSync, gunzipSync, inflateSync } from 'node:zlib';
import { expect, test } from '@jest/globals';
import { loadApi } from '../../contracts/reader/read-api.ts';
import { get, head, type Listening, listening, post } from '../faults/raw.ts';
import { type Edit, edited, thirdApi } from '../third-api.ts';

const KEY = { 'X-Library-Key': 'let-me-in', 'X-Reader': 'R-17' };
const ORIGIN = 'https://app.example';

async function served<T>(edits: Edit[], use: (mock: Listening) => Promise<T>): Promise<T> {
  return edited(thirdApi, edits, async (folder) => {
    const mock = await listening({ contracts: [folder] });
    try {
      return await use(mock);
    } finally {
      await mock.stop();
    }
  });
}

const said = (text: string): Edit => [
  'library/openapi.yaml',
  '  fields: { branch',
  `  ${text}\n  fields: { branch`,
];

test('pages of other origins are let in without the credentials of their browser, unless the API says so', async () => {
  const credentials = (mock: Listening) =>
    Promise.all([
      mock.ask(get('/library/v1/opening-hours', { Origin: ORIGIN })),
      mock.ask(
        head('OPTIONS', '/library/v1/loans', {
          Host: 'localhost',
          Origin: ORIGIN,
          'Access-Control-Request-Method': 'POST',
        }),
      ),
    ]).then((all) => all.map(({ headers }) => headers['access-control-allow-credentials']));
  expect(await served([], credentials)).toEqual([undefined, undefined]);
  expect(await served([said('cors: { credentials: true }')], credentials)).toEqual(['true', 'true']);
});

test('each API allows the headers of its own contract, and no others', async () => {
  await served([], async (mock) => {
    const allowed = async (path: string) => {
      const asked = { Host: 'localhost', Origin: ORIGIN, 'Access-Control-Request-Method': 'POST' };
      const { headers } = await mock.ask(head('OPTIONS', path, asked));
      return (headers['access-control-allow-headers'] ?? '').toLowerCase().split(',');
    };
    const ours = ['x-mock-world', 'prefer'];
    const library = await allowed('/library/v1/loans');
    expect(library).toEqual(expect.arrayContaining(['x-library-key', 'x-reader', 'content-type', ...ours]));
    expect(library).not.toContain('flowx-platform');
    expect(library).not.toContain('dnt');
    const exec = await allowed('/process/exec');
    expect(exec).toEqual(expect.arrayContaining(['x-api-key', 'authorization', 'content-type', ...ours]));
    expect(exec).not.toContain('flowx-platform');
    expect(exec).not.toContain('x-library-key');
    // Where nothing answers, a page is to read that nothing does.
    expect(await allowed('/nowhere')).toEqual(expect.arrayContaining(['x-library-key', 'flowx-platform']));
  });
});

test.each([
  ['gzip, deflate, br', ['gzip', 'gzip']],
  ['br', ['br', undefined]],
  ['gzip;q=0.5, br', ['br', 'gzip']],
  ['deflate', ['deflate', undefined]],
  ['identity', [undefined, undefined]],
  ['zstd', [undefined, undefined]],
])('Accept-Encoding: %s is negotiated for an API that says nothing of it', async (accepted, codings) => {
  await served([], async (mock) => {
    const asked = ['/library/v1/opening-hours', '/process/instance/inst_xyz789'];
    for (const [index, path] of asked.entries()) {
      const bytes = await bytesOf(mock, path, { 'Accept-Encoding': accepted });
      const text = bytes.toString('latin1');
      const [, coding] = /^content-encoding: (\w+)\r$/im.exec(text) ?? [];
      expect({ path, coding }).toEqual({ path, coding: codings[index] });
      const body = bytes.subarray(text.indexOf('\r\n\r\n') + 4);
      const unpack = { gzip: gunzipSync, br: brotliDecompressSync, deflate: inflateSync }[coding ?? ''];
      expect((unpack?.(body) ?? body).toString()).toMatch(index === 0 ? /From nine to five/ : /inst_xyz789/);
    }
  });
});

test('an API without compression answers as it is', async () => {
  await served([said('compression: []')], async (mock) => {
    const { headers, body } = await mock.ask(get('/library/v1/opening-hours', { 'Accept-Encoding': 'gzip' }));
    expect([headers['content-encoding'], body]).toEqual([undefined, 'From nine to five']);
  });
});

test('a body may have 10 MB unless the API says otherwise', async () => {
  const sized = (size: number) =>
    post('/library/v1/loans', JSON.stringify({ isbn: 'x'.repeat(size - 11) }), KEY);
  const MB = 1024 * 1024;
  const codes = (sizes: number[]) => async (mock: Listening) => {
    const answers = [];
    for (const size of sizes) answers.push((await mock.ask(sized(size))).body);
    return answers.map((body) => {
      const { status, code, asked } = JSON.parse(body).error;
      return [status, code, asked];
    });
  };
  expect(await served([], codes([10 * MB, 10 * MB + 1]))).toEqual([
    [400, 'violation', '/library/v1/loans'],
    [413, 'body-too-large', '/library/v1/loans'],
  ]);
  expect(await served([said('bodyLimit: 100')], codes([100, 101]))).toEqual([
    [400, 'violation', '/library/v1/loans'],
    [413, 'body-too-large', '/library/v1/loans'],
  ]);
});

test('what x-mock does not know is a mistake, told with its line', async () => {
  const wrong: [string, RegExp][] = [
    ['corss: {}', /library\/openapi\.yaml:\d+ at \/x-mock\/corss: "corss" is not known here/],
    ['cors: { credential: true }', /\/x-mock\/cors\/credential: "credential" is not known here/],
    ['compression: [zstd]', /\/x-mock\/compression\/0: must be one of gzip, br, deflate/],
    ['bodyLimit: 1 MB', /\/x-mock\/bodyLimit: must be integer/],
  ];
  for (const [text, told] of wrong) {
    await edited(thirdApi, [said(text)], (folder) => {
      expect(() => loadApi(`${folder}/library`)).toThrow(told);
    });
  }
});

/** The bytes of an answer, as they came. */
async function bytesOf(mock: Listening, path: string, headers: Record<string, string>): Promise<Buffer> {
  const raw = mock.connect();
  raw.socket.write(get(path, { ...headers, ...KEY, 'X-API-Key': 'apk_demo_secret', Connection: 'close' }));
  const chunks: Buffer[] = [];
  for await (const chunk of raw.socket) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}
