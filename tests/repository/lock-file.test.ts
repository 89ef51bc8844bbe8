// `npm ci` refuses a lock file that leaves out an optional package of another platform, and `npm install`
// writes such a file when the registry it asks does not have that package.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { root } from './project-files.ts';

type Packages = Record<string, { optionalDependencies?: Record<string, string>; resolved?: string }>;

const REGISTRY = 'https://registry.npmjs.org/';

/** The folders in which Node would look for a package, from the inside out: a/node_modules/b, node_modules/b. */
function placesOf(name: string, from: string): string[] {
  const parents =
    from === ''
      ? []
      : from
          .split('/node_modules/')
          .map((_, depth, parts) => parts.slice(0, depth + 1).join('/node_modules/'));
  return [...parents.reverse().map((parent) => `${parent}/node_modules/${name}`), `node_modules/${name}`];
}

const leftOut = (packages: Packages) =>
  Object.entries(packages).flatMap(([path, { optionalDependencies = {} }]) =>
    Object.keys(optionalDependencies).filter(
      (name) => !placesOf(name, path).some((place) => place in packages),
    ),
  );

const foreignAddresses = (packages: Packages) =>
  Object.values(packages).flatMap(({ resolved }) =>
    !resolved || resolved.startsWith(REGISTRY) ? [] : [resolved],
  );

const { packages } = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8'));

test('the lock file knows the packages of every platform', () => {
  expect(leftOut(packages)).toEqual([]);
});

test('the lock file fetches from the public registry only', () => {
  expect(foreignAddresses(packages)).toEqual([]);
});

test('both can be found', () => {
  const tool = { optionalDependencies: { 'tool-linux': '1', 'tool-darwin': '1' } };
  const nested = { 'node_modules/a/node_modules/tool': tool, 'node_modules/a/node_modules/tool-linux': {} };
  expect(leftOut(nested)).toEqual(['tool-darwin']);
  expect(leftOut({ ...nested, 'node_modules/tool-darwin': {} })).toEqual([]);
  const addresses = {
    a: { resolved: `${REGISTRY}a/-/a-1.tgz` },
    b: { resolved: 'http://mirror.example/b.tgz' },
    c: {},
  };
  expect(foreignAddresses(addresses)).toEqual(['http://mirror.example/b.tgz']);
});
