// How much script the page at /__admin/ has: it is to be there at once, over a slow line, too.
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { root } from './project-files.ts';

const folder = join(root, 'dist/dashboard');
const scripts = readdirSync(folder).filter((name) => name.endsWith('.js'));
const bytes = (names: string[]) => names.reduce((sum, name) => sum + statSync(join(folder, name)).size, 0);

test('what is loaded before the first paint has at most 120 kB, all of it at most 200 kB', () => {
  const first = [...readFileSync(join(folder, 'index.html'), 'utf8').matchAll(/src="([^"]+)"/g)];
  expect(first.map(([, name]) => name)).toEqual(['dashboard.js']);
  expect(bytes(['dashboard.js'])).toBeLessThanOrEqual(120_000);
  expect(bytes(scripts)).toBeLessThanOrEqual(200_000);
});

test('what lays a diagram out is loaded by those only who look at one', () => {
  expect(scripts.sort()).toEqual(['dashboard.js', 'layout.js']);
  const script = readFileSync(join(folder, 'dashboard.js'), 'utf8');
  expect(script).toMatch(/import\("\.\/layout\.js"\)/);
  expect(script).not.toMatch(/from"\.\/layout\.js"/);
});
