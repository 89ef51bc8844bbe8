import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { packageFolder } from '../../contracts/files/package-folder.ts';

/** The version of the package. */
export function version(): string {
  return (JSON.parse(readFileSync(join(packageFolder(), 'package.json'), 'utf8')) as { version: string })
    .version;
}
