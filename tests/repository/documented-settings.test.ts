// docs/command.md knows every setting of `flowx-mock serve`, by its flag or, where it has none, by its name in the file.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { root } from './project-files.ts';

const page = readFileSync(join(root, 'docs/command.md'), 'utf8');
const { properties } = JSON.parse(readFileSync(join(root, 'mock-server/cli/config.schema.json'), 'utf8')) as {
  properties: Record<string, { type?: string }>;
};

const flagOf = (name: string): string =>
  `--${name.replace(/[A-Z]/g, (capital) => `-${capital.toLowerCase()}`)}`;

const untold = (text: string): string[] =>
  Object.entries(properties)
    .map(([name, { type }]) => (type === 'object' ? `${name}: {` : flagOf(name)))
    .filter((setting) => !new RegExp(`\`${setting}(?![a-z-])`).test(text));

test('every setting is told', () => {
  expect(Object.keys(properties).length).toBeGreaterThan(15);
  expect(untold(page)).toEqual([]);
  expect(untold(page.replaceAll('--max-worlds', '--max'))).toEqual(['--max-worlds']);
});
