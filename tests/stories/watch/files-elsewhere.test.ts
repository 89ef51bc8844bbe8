// serve --watch: files that contracts refer to outside their API's folder, and files of any name.
import { join } from 'node:path';
import { afterEach, expect, test } from '@jest/globals';
import { scratchFolder } from '../../own-fixtures.ts';
import { replaceFile, type Watched, watching, writeBelow } from './watched.ts';

const openapi = (name: string, shared: string) => `
openapi: 3.1.0
info: { title: ${name}, version: '1' }
x-mock: { prefixes: [/${name}], refusal: { detail: '{detail}' } }
paths:
  /${name}/word:
    get:
      operationId: ${name}Word
      responses: { '200': { $ref: '${shared}' } }
`;

const word = (text: string) =>
  `Word:\n  description: A word\n  content: { text/plain: { example: ${text} } }\n`;

let mock: Watched;
afterEach(() => mock.process.end());

const heard = async (name: string) => (await mock.client.call('GET', `/${name}/word`)).text;

test.each([
  ['beside the folders of the APIs', 'apis/shared.yaml', '../shared.yaml#/Word'],
  ['outside of all that was named', 'shared/words.txt', '../../shared/words.txt#/Word'],
])('a file that two APIs refer to, %s', async (_, shared, reference) => {
  const folder = scratchFolder();
  writeBelow(folder, {
    'apis/one/openapi.yaml': openapi('one', reference),
    'apis/two/openapi.yaml': openapi('two', reference),
    [shared]: word('hello'),
  });
  mock = await watching(['--contracts', './apis'], folder);
  replaceFile(join(folder, shared), word('goodbye'));
  await mock.says(`taken over: ${shared}`);
  expect([await heard('one'), await heard('two')]).toEqual(['goodbye', 'goodbye']);
  replaceFile(join(folder, shared), 'Word: [');
  await mock.says(`${shared} changed, and was not taken over: ${shared}:`);
  replaceFile(join(folder, shared), word('again'));
  await mock.says('mended');
  expect(await heard('one')).toBe('again');
});

test('a file that an API refers to from now on', async () => {
  const folder = scratchFolder();
  writeBelow(folder, {
    'apis/one/openapi.yaml': openapi('one', '../../first.yaml#/Word'),
    'first.yaml': word('first'),
    'second.yaml': word('second'),
  });
  mock = await watching(['--contracts', './apis'], folder);
  replaceFile(join(folder, 'apis/one/openapi.yaml'), openapi('one', '../../second.yaml#/Word'));
  await mock.says('taken over: apis/one/openapi.yaml');
  expect(await heard('one')).toBe('second');
  replaceFile(join(folder, 'second.yaml'), word('third'));
  await mock.says('taken over: second.yaml');
  expect(await heard('one')).toBe('third');
});

test('faults and configuration in files of any name', async () => {
  const folder = scratchFolder();
  writeBelow(folder, { faults: '[]\n', 'my.conf': 'faults: faults\n' });
  mock = await watching(['--config', 'my.conf'], folder);
  const status = async () => (await mock.client.exec('quick-flow')).status;
  expect(await status()).toBe(200);
  replaceFile(join(folder, 'faults'), '[{ api: apptor, code: 503 }]\n');
  await mock.says('taken over: faults');
  expect(await status()).toBe(503);
  replaceFile(join(folder, 'my.conf'), '{}\n');
  await mock.says('taken over: my.conf');
  expect(await status()).toBe(200);
});
