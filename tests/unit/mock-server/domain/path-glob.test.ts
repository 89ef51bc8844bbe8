// Patterns for paths.
import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { pathGlob } from '../../../../mock-server/domain/path-glob.ts';

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
