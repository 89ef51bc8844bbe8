import { dirname, relative } from 'node:path';
import { POSIX } from '../../reader/calls/shells.ts';
import { bundledApis } from '../../reader/read-api.ts';
import { DEFAULT_CASES, DEFAULT_TIMEOUT, type VerifyOptions } from './verify-options.ts';

/** The command line that tries just one operation or check again, in the same way. */
export function againLine(options: VerifyOptions, only: string): string {
  const { url, seed, targets, allowWrites, cases, strict, rate, timeout, apis } = options;
  const others = apis.filter(({ folder }) => dirname(folder) !== bundledApis());
  const folders = [...new Set(others.map(({ folder }) => shown(folder)))];
  return [
    `flowx-mock verify ${word(url)} --only ${word(only)} --seed ${word(seed)}`,
    ...(folders.length === 0 ? [] : [`--contracts ${word(folders.join(','))}`]),
    ...(others.length === apis.length ? [`--api ${word(others.map(({ name }) => name).join(','))}`] : []),
    ...(cases === DEFAULT_CASES ? [] : [`--cases ${cases}`]),
    ...(targets === undefined ? [] : [`--targets ${word(targets)}`]),
    ...(rate === undefined ? [] : [`--rate ${rate}`]),
    ...(timeout === DEFAULT_TIMEOUT ? [] : [`--timeout ${timeout}`]),
    ...(strict ? ['--strict'] : []),
    ...(allowWrites ? ['--allow-writes'] : []),
  ].join(' ');
}

/** Relative where it lies below the folder in which the command runs. */
function shown(folder: string): string {
  const path = relative(process.cwd(), folder);
  return path === '' ? '.' : path.startsWith('..') ? folder : path;
}

function word(text: string): string {
  return /^[\w./:@%+,=-]+$/.test(text) ? text : POSIX.text(text);
}
