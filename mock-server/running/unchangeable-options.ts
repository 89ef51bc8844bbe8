import { isDeepStrictEqual } from 'node:util';
import type { RunOptions } from './run-options.ts';

/** What counts from the start to the end of a process. */
const FIXED = [
  ...([
    'port',
    'host',
    'allowHost',
    'adminToken',
    'store',
    'durability',
    'acceptEdits',
    'trustProxy',
    'readOnly',
  ] as const),
  ...(['seed', 'now', 'maxWorlds', 'maxInstances', 'maxMemory', 'journal', 'identity', 'autoLogin'] as const),
];

/** What people should know of options that have changed and cannot while a process runs. */
export function unchangeableOptions(before: RunOptions, after: RunOptions): string[] {
  return FIXED.filter((name) => !isDeepStrictEqual(before[name], after[name])).map(
    (name) =>
      `${name} cannot change while serving: what the configuration says now counts from the next start`,
  );
}
