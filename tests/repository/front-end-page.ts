// The recipes of docs/in-your-front-end.md, as a reader copies them.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from '@jest/globals';
import { root } from './project-files.ts';

/** The address that the recipes name. */
export const TARGET = 'http://127.0.0.1:4010';

/** The page, as text. */
export const page = readFileSync(join(root, 'docs/in-your-front-end.md'), 'utf8');

/** The first code block below a heading. */
export function blockOf(heading: string): string {
  const [, section = ''] = page.split(`\n## ${heading}\n`);
  const [, block = ''] = section.match(/```\w+\n([\s\S]*?)```/) ?? [];
  expect(block).not.toBe('');
  return block;
}
