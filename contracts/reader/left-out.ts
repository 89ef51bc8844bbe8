import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { JsonObject } from '../files/json.ts';
import { packageFolder } from '../files/package-folder.ts';
import { readSource } from '../files/source-file.ts';
import { checkAgainstOurs } from '../schema/judging/check-file.ts';
import type { LeftOutCall } from './api.ts';

let schema: JsonObject | undefined;

/**
 * The calls of a product that are known and left out of its contract: `left-out.yaml` of its folder, if there is one.
 * @throws Mistake for one that does not fit `contracts/left-out.schema.json`
 */
export function readLeftOut(folder: string): LeftOutCall[] {
  const file = join(folder, 'left-out.yaml');
  if (!existsSync(file)) return [];
  const source = readSource<LeftOutCall[] | null>(file);
  if (!source.verified) {
    schema ??= readSource(join(packageFolder(), 'contracts', 'left-out.schema.json')).value as JsonObject;
    checkAgainstOurs(schema, source);
  }
  return source.value ?? [];
}
