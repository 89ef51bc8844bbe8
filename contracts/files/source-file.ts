import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { relative } from 'node:path';
import { CORE_SCHEMA, load, mergeTag, YAMLException } from 'js-yaml';
import type { LineCounter as Counter, Document, parseDocument as parse } from 'yaml';
import { aliasTrouble } from './aliases.ts';
import type { Json } from './json.ts';
import { Mistake, type Place } from './mistake.ts';
import { fromPointer } from './pointer.ts';
import { preparedJson } from './read-precompiled.ts';

/** YAML 1.2, and the merge key `<<`, with which sequences say only how a step differs from another. */
const SCHEMA = CORE_SCHEMA.withTags(mergeTag);

/** A YAML or JSON file that still knows on which line each of its values stands. */
export interface SourceFile<Value = Json> {
  /** Absolute path. */
  path: string;
  value: Value;
  /** Whether the build read and checked it just as it is. */
  verified: boolean;
  /** Where a JSON Pointer of this file stands; the nearest ancestor when the pointer leads nowhere. */
  place(pointer: string): Place;
}

/**
 * Reads and parses a YAML 1.2 or JSON file. Whoever says of which type its value is checks it against the schema of that.
 * @throws Mistake when it cannot be read or parsed, with file and line
 */
export function readSource<Value = Json>(path: string): SourceFile<Value> {
  const shown = relative(process.cwd(), path).startsWith('..') ? path : relative(process.cwd(), path);
  const text = readText(path, shown);
  const place = placesIn(text, shown);
  const prepared = preparedJson(path, text);
  if (prepared !== undefined) return { path, value: JSON.parse(prepared) as Value, verified: true, place };
  const value = path.endsWith('.json') ? parseJson(text, shown) : parseYaml(text, shown);
  return { path, value: value as Value, verified: false, place };
}

/**
 * A JSON text that did not come from a file of its own.
 * @param name what it is called where something is wrong with it
 * @throws Mistake when it cannot be parsed
 */
export function sourceOf<Value = Json>(
  text: string,
  name: string,
): Pick<SourceFile<Value>, 'value' | 'place'> {
  return { value: parseJson(text, name) as Value, place: placesIn(text, name) };
}

function parseYaml(text: string, file: string): Json {
  try {
    const value = (load(text, { schema: SCHEMA }) ?? null) as Json;
    const trouble = text.includes('*') ? aliasTrouble(value) : undefined;
    if (trouble !== undefined) throw Mistake.at({ file, line: 1, pointer: '' }, trouble);
    return value;
  } catch (error) {
    if (!(error instanceof YAMLException)) throw error;
    // The library that knows lines says better where it went wrong, too.
    const { document } = withLines(text);
    const [better] = document.errors;
    // An empty document is nothing, not a mistake.
    if (!better && document.contents === null) return null;
    const line = better?.linePos?.[0].line ?? (error.mark?.line ?? 0) + 1;
    const reason = better?.message.split('\n')[0] ?? error.reason;
    throw Mistake.at({ file, line, pointer: '' }, `not readable as YAML: ${reason}`);
  }
}

function parseJson(text: string, file: string): Json {
  try {
    return JSON.parse(text) as Json;
  } catch {
    // The YAML parser says better where it is wrong.
    return parseYaml(text, file);
  }
}

/**
 * A place is noted with all that is judged; its line is read where somebody is told of it. Only then is the file parsed by
 * the library that knows lines, which takes several times as long as the one that reads the values.
 */
function placesIn(text: string, file: string): (pointer: string) => Place {
  let known: { document: Document; lineOf: (offset: number) => number } | undefined;
  return (pointer) => ({
    file,
    get line() {
      known ??= withLines(text);
      return known.lineOf(offsetOf(known.document, fromPointer(pointer))) || 1;
    },
    pointer,
  });
}

function withLines(text: string): { document: Document; lineOf: (offset: number) => number } {
  const { LineCounter, parseDocument } = createRequire(import.meta.url)('yaml') as {
    LineCounter: typeof Counter;
    parseDocument: typeof parse;
  };
  const lines = new LineCounter();
  return {
    document: parseDocument(text, { lineCounter: lines, merge: true }),
    lineOf: (offset) => lines.linePos(offset).line,
  };
}

function readText(path: string, shown: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code;
    const reason = code === 'ENOENT' ? 'there is no such file' : `cannot be read (${code})`;
    throw Mistake.at({ file: shown, line: 1, pointer: '' }, reason);
  }
}

function offsetOf(document: Document, keys: string[]): number {
  for (let length = keys.length; length > 0; length -= 1) {
    const node = document.getIn(keys.slice(0, length), true) as
      | { range?: [number, number, number] }
      | undefined;
    if (node?.range) return node.range[0];
  }
  return 0;
}
