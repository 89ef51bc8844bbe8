import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { isObject, type Json, type JsonObject } from '../files/json.ts';
import { Mistake } from '../files/mistake.ts';
import { packageFolder } from '../files/package-folder.ts';
import { read } from '../files/provenance.ts';
import { readSource } from '../files/source-file.ts';
import type { Operation, RefusalRule } from './api.ts';

/** The name of refusals that somebody asked for, by a preference or a fault of the world. */
export const INJECTED = 'injected';

/**
 * The refusals of an API: the defaults of `contracts/refusals.yaml`, and over them, key by key, the API's own.
 * @throws Mistake for one without status or title
 */
export function readRefusals(folder: string): Map<string, RefusalRule> {
  const entries = new Map<string, JsonObject>();
  const generic = new Set<string>();
  const defaults = join(packageFolder(), 'contracts', 'refusals.yaml');
  for (const file of [defaults, join(folder, 'refusals.yaml')].filter(existsSync)) {
    const source = readSource(file);
    for (const [name, entry] of Object.entries(isObject(source.value) ? source.value : {})) {
      if (name.startsWith('x-')) continue;
      if (!isObject(entry)) throw Mistake.at(source.place(`/${name}`), 'a refusal is an object');
      const merged = { ...entries.get(name), ...entry };
      if (!Number.isInteger(merged.status) || typeof merged.title !== 'string') {
        throw Mistake.at(source.place(`/${name}`), 'a refusal needs a status (integer) and a title');
      }
      entries.set(name, merged);
      if (file === defaults) generic.add(name);
    }
  }
  return new Map([...entries].map(([name, entry]) => [name, rule(name, entry, generic.has(name))]));
}

/**
 * Whether a refusal has to be as an operation declares its status; for the server that sends it and the suite that
 * judges it. An API's own refusals are, and what stands under their status. What every API refuses alike need not stand
 * at each operation; a `default` beside no 2xx stands for what is accepted, and so declares none.
 */
export function isHeldTo({ responses }: Operation, status: number, { generic }: RefusalRule): boolean {
  if (!generic || responses.has(String(status)) || responses.has(`${String(status)[0]}XX`)) return true;
  return responses.has('default') && [...responses.keys()].some((declared) => declared.startsWith('2'));
}

function rule(name: string, entry: JsonObject, generic: boolean): RefusalRule {
  const { body, variants } = entry;
  const carried = entry['x-provenance'];
  return {
    name,
    generic,
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
