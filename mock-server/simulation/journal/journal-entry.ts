import type { Violation } from '../../../contracts/schema/judging/violation.ts';
import type { Steering } from '../../domain/faults/fault.ts';
import { decoded } from '../../domain/values/percent-decoded.ts';
import type { NearOperation } from '../unknown-address/nearest-operations.ts';

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
  world: string;
  /** By what the world was selected: `/@NAME` in the path, `X-Mock-World`, or neither. */
  worldBy: 'path' | 'header' | 'default';
  api?: string;
  operationId?: string;
  /** What stood in the path where the operation has parameters. */
  params?: Record<string, string>;
  /** Where no operation answers: those that are nearest, and in what they differ from what was asked. */
  nearest?: NearOperation[];
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
  /** What was done to the answer because somebody asked for it. */
  fault?: FaultNote;
  durationMs?: number;
  /** Where the time went, in milliseconds: all checks before the answer, and what made the answer, the store included. */
  timing?: { check: number; behave: number };
}

/** A steered answer, and who asked for that: a preference, or the fault of the world's list with this index. */
interface FaultNote extends Partial<Omit<Steering, 'by'>> {
  by: Steering['by'];
  /** The client went away before its answer was due. */
  gone?: true;
  /** The answer that the request would have got, where it had its effect. */
  lost?: { status: number; body: unknown };
}

/** Names of headers, in lower case, and of query parameters that carry credentials. */
export interface Secrets {
  headers: ReadonlySet<string>;
  query: ReadonlySet<string>;
}

/** Headers that carry credentials, whether or not a contract says so. */
export const SECRET_HEADERS = [
  ...['authorization', 'proxy-authorization', 'cookie', 'set-cookie'],
  ...['x-api-key', 'api-key', 'x-auth-token', 'x-access-token', 'x-csrf-token', 'x-xsrf-token'],
];

/** Tokens in a query, as RFC 6750 has it and as careless clients do; those of the contracts come to them. */
const SECRET_PARAMETERS = new Set([
  'access_token',
  'id_token',
  'refresh_token',
  'token',
  'api_key',
  'apikey',
]);

/** Only these words of a header are no secret: a key or a cookie may hold blanks, too. */
const SCHEME = /^(Basic|Bearer|Digest|Negotiate)(?= )/i;

/** Headers as the journal keeps them: what could be a credential keeps its scheme and loses its value. */
export function masked(headers: NodeJS.Dict<string | string[]>, secrets: Secrets): Record<string, string> {
  const shown: Record<string, string> = {};
  for (const name in headers) {
    const value = headers[name];
    const text = typeof value === 'string' ? value : (value ?? []).join(', ');
    const safe = secrets.headers.has(name) ? mask(name, text) : text;
    // The address of the page that sent the request may have a token in its query.
    shown[name] = name === 'referer' ? maskedUrl(safe, secrets) : safe;
  }
  return shown;
}

function mask(name: string, text: string): string {
  const [scheme] = name.endsWith('authorization') ? (SCHEME.exec(text) ?? []) : [];
  return scheme ? `${scheme} ***` : '***';
}

/** An address as the journal keeps it, without the values of query parameters that carry credentials. */
export function maskedUrl(url: string, { query }: Secrets): string {
  if (!url.includes('?')) return url;
  return url.replace(/([?&])([^=&]*)=[^&]*/g, (whole, before: string, name: string) => {
    // A name may be written `api%5Fkey`, too.
    const plain = decoded(name);
    return query.has(plain) || SECRET_PARAMETERS.has(plain.toLowerCase()) ? `${before}${name}=***` : whole;
  });
}
