import { readFileSync } from 'node:fs';
import { relative } from 'node:path';
import { type Document, LineCounter, parseDocument } from 'yaml';
import type { Json } from './json.ts';
import { Mistake, type Place } from './mistake.ts';
import { fromPointer } from './pointer.ts';

/** A YAML or JSON file that still knows on which line each of its values stands. */
export interface SourceFile {
  /** Absolute path. */
  path: string;
  value: Json;
  /** Where a JSON Pointer of this file stands; the nearest ancestor when the pointer leads nowhere. */
  place(pointer: string): Place;
}

/**
 * Reads and parses a YAML 1.2 or JSON file.
 * @throws Mistake when it cannot be read or parsed, with file and line.
 */
export function readSource(path: string): SourceFile {
  const lines = new LineCounter();
  const shown = relative(process.cwd(), path).startsWith('..') ? path : relative(process.cwd(), path);
  const document = parseDocument(readText(path, shown), { lineCounter: lines, merge: true });
  const [error] = document.errors;
  if (error) {
    const line = error.linePos?.[0].line ?? 1;
    throw Mistake.at(
      { file: shown, line, pointer: '' },
      `not readable as YAML: ${error.message.split('\n')[0]}`,
    );
  }
  const place = (pointer: string): Place => ({
    file: shown,
    line: lines.linePos(offsetOf(document, fromPointer(pointer))).line || 1,
    pointer,
  });
  return { path, value: (document.toJS({ maxAliasCount: 1000 }) ?? null) as Json, place };
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
