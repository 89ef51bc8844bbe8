import type { Violation } from '../../contracts/reader/violation.ts';

/** Where an answer came from. */
export type Source = 'behaviour' | 'example' | 'generated' | 'refusal' | 'fault';

/** One request of a world, and all that explains its answer. Credentials are never in it. */
export interface JournalEntry {
  id: string;
  /** ISO 8601, the world's clock. */
  at: string;
  method: string;
  /** As asked, query included; credentials are masked. */
  url: string;
  api?: string;
  operationId?: string;
  /** Who called, by name. */
  caller?: string;
  /** Lower-case names; credentials are masked. */
  headers: Record<string, string>;
  body?: unknown;
  status?: number;
  source?: Source;
  /** The refusal's name in `refusals.yaml`, and its reason in words. */
  refusal?: { name: string; reason: string };
  /** The promises the request broke. */
  violations: Violation[];
  /** The promises our own answer would have broken. */
  defects?: Violation[];
  answer?: { headers: Record<string, string>; body: unknown };
  durationMs?: number;
}

const SECRET_HEADERS = new Set(['authorization', 'proxy-authorization', 'cookie', 'x-api-key', 'set-cookie']);

/** Only these words of a header are no secret: a key or a cookie may hold blanks, too. */
const SCHEME = /^(Basic|Bearer|Digest|Negotiate)(?= )/i;

/** Headers as the journal keeps them: what could be a credential keeps its scheme and loses its value. */
export function masked(
  headers: NodeJS.Dict<string | string[]>,
  secrets: ReadonlySet<string>,
): Record<string, string> {
  // From entries and not one by one: a header may be called __proto__.
  const shown: [string, string][] = [];
  for (const name in headers) {
    const value = headers[name];
    const text = Array.isArray(value) ? value.join(', ') : (value ?? '');
    const secret = SECRET_HEADERS.has(name) || secrets.has(name);
    shown.push([name, secret ? mask(name, text) : text]);
  }
  return Object.fromEntries(shown);
}

function mask(name: string, text: string): string {
  const [scheme] = name.endsWith('authorization') ? (SCHEME.exec(text) ?? []) : [];
  return scheme ? `${scheme} ***` : '***';
}

/** An address as the journal keeps it, without the values of query parameters that carry credentials. */
export function maskedUrl(url: string, secrets: ReadonlySet<string>): string {
  if (secrets.size === 0) return url;
  return url.replace(/([?&])([^=&]*)=[^&]*/g, (whole, before: string, name: string) =>
    secrets.has(name) ? `${before}${name}=***` : whole,
  );
}
