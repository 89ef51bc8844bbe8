// Patterns for paths.
import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { pathGlob } from '../../../../../mock-server/domain/values/path-glob.ts';

test.each([
  ['/process/exec', '/process/exec', true],
  ['/process/exec', '/process/exec/', false],
  ['/process/exec', '/process/execute', false],
  ['/process/*', '/process/exec', true],
  ['/process/*', '/process/instance/i', false],
  ['/process/*/i', '/process/instance/i', true],
  ['/process/**', '/process/instance/i', true],
  ['**/start', '/api/runtime/a/start', true],
  ['**/start', '/api/runtime/a/restart', false],
  ['/a*c', '/abc', true],
  ['/a*c', '/a/c', false],
  ['/a.c', '/abc', false],
  ['/[DOCS](x)+$', '/[DOCS](x)+$', true],
  ['/***', '/a/b', true],
  ['/a', '/A', false],
])('%s and %s: %s', (pattern, path, expected) => expect(pathGlob(pattern)(path)).toBe(expected));

test('a path without stars fits itself and nothing else', () => {
  const segment = fc.string().filter((text) => !text.includes('*'));
  fc.assert(
    fc.property(segment, segment, (one, other) => {
      expect(pathGlob(`/${one}`)(`/${one}`)).toBe(true);
      expect(pathGlob(`/${one}`)(`/${other}`)).toBe(one === other);
    }),
  );
});

test('stars mean what they say, however they follow each other', () => {
  const pattern = fc.string({ unit: fc.constantFrom('a', 'b', '/', '*', '**'), maxLength: 8 });
  const path = fc.string({ unit: fc.constantFrom('a', 'b', '/', '*'), maxLength: 8 });
  fc.assert(
    fc.property(pattern, path, (stars, text) => {
      const expression = stars.replace(/\*+/g, (run) => (run === '*' ? '[^/]*' : '.*'));
      expect(pathGlob(stars)(text)).toBe(new RegExp(`^${expression}$`).test(text));
    }),
    { numRuns: 2000 },
  );
});

test.each([
  ['within a segment', `/${'*a'.repeat(40)}b`],
  ['across segments', `/${'**a'.repeat(40)}b`],
])('many stars %s keep nobody waiting', (_, pattern) => {
  expect(pathGlob(pattern)(`/${'a'.repeat(8000)}`)).toBe(false);
  expect(pathGlob(pattern)(`/${'a'.repeat(8000)}b`)).toBe(true);
});
