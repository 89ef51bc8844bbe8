// A command line says to a real shell what it is to say to curl, whatever is in the request.
import { execFileSync } from 'node:child_process';
import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { curlOf } from '../../../../../contracts/reader/calls/curl.ts';

/** The words that a shell hands over to curl. */
function words(line: string, env: Record<string, string> = {}): string[] {
  const script = `curl() { printf '%s\\0' "$@"; }\n${line}`;
  const text = execFileSync('sh', ['-c', script], { env: { ...env, HOME: '/home/of-ada' } }).toString();
  return text.split('\0').slice(0, -1);
}

const hostile = fc
  .array(
    fc.constantFrom(
      "'",
      '"',
      '$HOME',
      '$TOKEN',
      '`',
      '$(x)',
      '\\',
      '!',
      '\n',
      '@',
      ' ',
      '*',
      '#',
      'é',
      '😀',
      'a',
    ),
  )
  .map((parts) => parts.join(''));

test('a shell takes every text as it is', () => {
  fc.assert(
    fc.property(hostile, hostile, (value, body) => {
      const outgoing = {
        method: 'POST',
        url: 'http://h/x',
        headers: { 'x-it': value, 'content-type': 'a/b' },
        body,
      };
      const header = value === '' ? 'x-it;' : `x-it: ${value}`;
      const rest = ['-H', header, '-H', 'content-type: a/b', '--data-raw', body];
      expect(words(curlOf(outgoing))).toEqual(['-sS', '-i', '-X', 'POST', 'http://h/x', ...rest]);
    }),
    { numRuns: 60 },
  );
});

test('only the variables that are named are filled in, the longest name first', () => {
  const outgoing = { method: 'GET', url: 'http://h/$HOME', headers: { a: "Bearer $TOKEN_2's", b: '$TOKEN' } };
  const line = curlOf(outgoing, { variables: new Set(['$TOKEN', '$TOKEN_2']), withHeaders: false });
  expect(words(line, { TOKEN: 'one', TOKEN_2: 'two' })).toEqual([
    'http://h/$HOME',
    '-H',
    "a: Bearer two's",
    '-H',
    'b: one',
  ]);
});

test('a body without media type is sent without, and HEAD waits for no body', () => {
  expect(words(curlOf({ method: 'PUT', url: 'u', headers: {}, body: 'x' }))).toContain('content-type:');
  expect(words(curlOf({ method: 'HEAD', url: 'u', headers: {} }))).toEqual(['-sS', '-i', '--head', 'u']);
});
