import { existsSync, readFileSync } from 'node:fs';
import { relative } from 'node:path';
import type { Place } from '../../files/mistake.ts';

/** Files that may name what was judged, the most telling one first. */
const NAMING = ['flowx-mock.config.yaml', 'package.json'];

/** The line of a file in this folder that names the contract, or the package it lies in; undefined where none does. */
export function namedAt(targets: string | undefined): Place | undefined {
  const files = [...(targets === undefined ? [] : [relative(process.cwd(), targets)]), ...NAMING];
  const file = files.find((one) => !one.startsWith('..') && existsSync(one));
  if (file === undefined) return undefined;
  const lines = readFileSync(file, 'utf8').split('\n');
  const at = lines.findIndex((line) => line.includes('flowx-mock') || /^\s*apis:/.test(line));
  return { file, line: Math.max(0, at) + 1, pointer: '' };
}
