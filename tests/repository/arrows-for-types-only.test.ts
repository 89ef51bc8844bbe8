// Laws of the house that no import graph shows: swc, which draws it, does not tell `import type` from `import`.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { projectFiles, root } from './project-files.ts';

/** These folders may know the others' types and none of their code; a store that cannot write refuses, as all do. */
const TYPES_ONLY: [from: string, to: RegExp][] = [
  ['mock-server/behaviours/', /\/contracts\//],
  // What a JSON Pointer leads to is a pure rule, and has one author.
  ['mock-server/domain/', /\/contracts\/(?!files\/pointer\.ts$)/],
  // A store that cannot write refuses, and how much room rows take is a pure rule.
  ['mock-server/store/', /\/domain\/(?!values\/refusal\.ts$|memory\/)/],
  ['mock-server/client/', /\/(simulation|domain)\//],
];

/** The product's own name and the environment names of interface.md are no product of theirs. */
const OUR_NAMES = /flowx-mock|FLOWX_MOCK|FLOWX_BASE_URL|APPTOR_BASE_URL/g;

const code = projectFiles().filter((path) => /^(contracts|mock-server)\/.*\.[jt]s$/.test(path));
const textOf = (path: string) => readFileSync(join(root, path), 'utf8');

/** What a file imports or re-exports as more than a type. */
const valueImports = (text: string) =>
  [...text.matchAll(/(?:^(?:im|ex)port(?! type\b)[^'";]*?|\bimport\()\s*['"]([^'"]+)['"]/gm)].map(
    (match) => match[1] ?? '',
  );

/** In code or in a comment: what is said of one product alone does not hold for the next. */
const namesProduct = (text: string) => /flowx|apptor/i.test(text.replace(OUR_NAMES, ''));

test('behaviours and the domain know types of the contracts, the store and the client those of the domain, and no more', () => {
  const found = TYPES_ONLY.flatMap(([from, to]) =>
    code
      .filter((path) => path.startsWith(from))
      .flatMap((path) => valueImports(textOf(path)).map((target) => ({ path, target })))
      .filter(({ target }) => to.test(target)),
  );
  expect(found).toEqual([]);
});

test('only behaviours name a product', () => {
  // What is made from the contracts is data.
  const neutral = code.filter((path) => !/^(mock-server\/behaviours|contracts\/types)\//.test(path));
  expect(neutral.filter((path) => namesProduct(textOf(path)))).toEqual([]);
});

test('these laws can be broken', () => {
  const text = `import type { A } from './type.ts';
import { type B, c } from './value.ts';
import './effect.ts';
export type { D } from './re-exported-type.ts';
export const e = 1;
export { f } from './re-exported.ts';
const g = await import('./dynamic.ts');
`;
  expect(valueImports(text)).toEqual(['./value.ts', './effect.ts', './re-exported.ts', './dynamic.ts']);
  expect(namesProduct("if (api === 'apptor') return;")).toBe(true);
  expect(namesProduct('/* as FlowX documents it */')).toBe(true);
  expect(namesProduct("const name = 'flowx-mock'; // FLOWX_MOCK_PORT")).toBe(false);
});
