import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { isObject, type Json, type JsonObject } from '../files/json.ts';
import { Mistake } from '../files/mistake.ts';
import { packageFolder } from '../files/package-folder.ts';
import { read } from '../files/provenance.ts';
import { readSource } from '../files/source-file.ts';
import type { RefusalRule } from './api.ts';

/** The name of refusals that somebody asked for, by a preference or a fault of the world. */
export const INJECTED = 'injected';

/**
 * The refusals of an API: the defaults of `contracts/refusals.yaml`, and over them, key by key, the API's own.
 * @throws Mistake for one without status or title
 */
export function readRefusals(folder: string): Map<string, RefusalRule> {
  const entries = new Map<string, JsonObject>();
  const files = [join(packageFolder(), 'contracts', 'refusals.yaml'), join(folder, 'refusals.yaml')];
  for (const file of files.filter(existsSync)) {
    const source = readSource(file);
    for (const [name, entry] of Object.entries(isObject(source.value) ? source.value : {})) {
      if (name.startsWith('x-')) continue;
      if (!isObject(entry)) throw Mistake.at(source.place(`/${name}`), 'a refusal is an object');
      const merged = { ...entries.get(name), ...entry };
      if (!Number.isInteger(merged.status) || typeof merged.title !== 'string') {
        throw Mistake.at(source.place(`/${name}`), 'a refusal needs a status (integer) and a title');
      }
      entries.set(name, merged);
    }
  }
  return new Map([...entries].map(([name, entry]) => [name, rule(name, entry)]));
}

function rule(name: string, entry: JsonObject): RefusalRule {
  const { body, variants } = entry;
  const carried = entry['x-provenance'];
  return {
    name,
    status: entry.status as number,
    title: entry.title as string,
    detail: String(entry.detail ?? entry.title),
    hint: String(entry.hint ?? ''),
    code: String(entry.code ?? name),
    fields: isObject(entry.fields) ? entry.fields : {},
    headers: (entry.headers ?? {}) as Record<string, string>,
    ...(body !== undefined && { body }),
    variants: (variants ?? {}) as unknown as Record<string, { body?: Json }>,
    provenance: isObject(carried) ? read(carried) : undefined,
  };
}
