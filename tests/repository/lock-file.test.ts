import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';

const root = join(import.meta.dirname, '..', '..');
const read = (name: string): string => readFileSync(join(root, name), 'utf8');

test('every package of the lock file has an integrity', () => {
  const { packages } = JSON.parse(read('package-lock.json')) as {
    packages: Record<string, { link?: boolean; integrity?: string }>;
  };
  const without = Object.entries(packages).filter(
    ([path, one]) => path !== '' && !one.link && !one.integrity,
  );
  expect(without.map(([path]) => path)).toEqual([]);
});

test('the image is made from a base by its exact tag, and takes flags', () => {
  const lines = read('Dockerfile').split('\n');
  const bases = lines.filter((line) => /^FROM /.test(line));
  expect(bases.length).toBeGreaterThan(0);
  for (const base of bases) expect(base).toMatch(/^FROM node:\d+\.\d+\.\d+-[a-z]+-slim( AS [a-z]+)?$/);
  expect(lines).toContain('ENTRYPOINT ["node", "dist/mock-server/main.js"]');
  expect(lines).toContain('CMD ["serve"]');
});

test('every file that the page of reliability names is there', () => {
  const named = [...read('docs/reliability.md').matchAll(/`(tests\/[\w-]+\/[\w/-]+)`/g)].map(
    ([, path]) => path,
  );
  expect(named.length).toBeGreaterThan(12);
  for (const path of named) expect(() => read(`${path}.test.ts`)).not.toThrow();
});
