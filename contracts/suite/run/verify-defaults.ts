import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { packageFolder } from '../../files/package-folder.ts';
import { bundledApis, loadApis } from '../../reader/read-api.ts';
import { DEFAULT_CASES, DEFAULT_TIMEOUT, type VerifyAsked, type VerifyOptions } from './verify-options.ts';

/**
 * What a run is made with, where only the address is given: as `flowx-mock verify URL` without a flag, of all APIs that
 * ship.
 */
export function withDefaults(asked: VerifyAsked): VerifyOptions {
  const given = Object.fromEntries(Object.entries(asked).filter(([, value]) => value !== undefined));
  return {
    ...(asked.apis === undefined && { apis: loadApis([bundledApis()]) }),
    ...(asked.version === undefined && { version: ownVersion() }),
    allowWrites: false,
    strict: false,
    requirePresence: false,
    only: [],
    cases: DEFAULT_CASES,
    seed: '1',
    timeout: DEFAULT_TIMEOUT,
    env: process.env,
    ...given,
    url: asked.url.replace(/\/+$/, ''),
  } as VerifyOptions;
}

function ownVersion(): string {
  return JSON.parse(readFileSync(join(packageFolder(), 'package.json'), 'utf8')).version;
}
