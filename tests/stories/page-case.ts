// A curl of the documentation as a file of `pages/`: the command as the page has it, what its placeholders stand for,
// and the answer, in which `<uuid>` and its like stand for a value of that kind.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from '@jest/globals';
import { parse } from 'yaml';

export interface PageCase {
  page: string;
  /** The host the page writes; the server's address takes its place. */
  host: string;
  /** By placeholder. */
  fill: Record<string, string>;
  command: string;
  answer: Record<string, unknown>;
  headers?: Record<string, string>;
  /** What is kept of the instance whose id is the answer's member `id`. */
  remembered: { id: string; data: Record<string, unknown> };
}

export const pages = join(import.meta.dirname, 'pages');

export function pageCase(file: string): PageCase {
  return parse(readFileSync(join(pages, file), 'utf8')) as PageCase;
}

/** The command as a shell can run it: without trailing comments, with a host, path values percent-encoded. */
export function runnable({ command, host, fill }: Pick<PageCase, 'command' | 'host' | 'fill'>, url: string) {
  return command
    .replace(/\\[ \t]+#.*$/gm, '\\')
    .replaceAll(host, url)
    .replace(/\{([A-Za-z]+)\}/g, (_, name: string) => {
      const value = fill[name];
      if (value === undefined) throw new Error(`nothing to fill {${name}} with`);
      return encodeURIComponent(value);
    });
}

const KINDS: Record<string, unknown> = {
  '<uuid>': expect.stringMatching(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/),
  '<integer>': expect.any(Number),
  '<instance>': expect.stringMatching(/^inst_[0-9a-z]+$/),
  '<instant>': expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/),
};

/** The answer of a case for `toEqual`. */
export function expected(value: unknown): unknown {
  if (typeof value === 'string') return KINDS[value] ?? value;
  if (Array.isArray(value)) return value.map(expected);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, member]) => [key, expected(member)]));
}
