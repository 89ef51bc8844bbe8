/** What a client would like (RFC 7240), by name; names are in lower case, a preference without value is ''. */
export type Preferences = Record<string, string>;

/** One preference: `wait=10`, `example="a, b"`; its own parameters, after `;`, are not looked at. */
const PREFERENCE =
  /([A-Za-z0-9!#$%&'*+.^_`|~-]+)\s*(?:=\s*(?:"((?:[^"\\]|\\.)*)"|([^\s,;"]*)))?[^,]*(?:,|$)/g;

const NONE: Preferences = Object.freeze({});

/** Reads `Prefer`; of two with the same name the first counts, as the RFC has it. */
export function parsePrefer(header: string | string[] | undefined): Preferences {
  if (header === undefined) return NONE;
  const text = Array.isArray(header) ? header.join(', ') : header;
  const found: [string, string][] = [];
  for (const [, name = '', quoted, plain] of text.slice(0, 4000).matchAll(PREFERENCE)) {
    found.push([name.toLowerCase(), quoted?.replace(/\\(.)/g, '$1') ?? plain ?? '']);
  }
  return Object.fromEntries(found.reverse());
}

/** Nobody waits longer than this in one request, in seconds. */
const LONGEST_WAIT = 300;

/** The seconds of `wait`, at most five minutes; 0 when there is none, or none that can be read. */
export function waitOf(preferences: Preferences): number {
  const { wait = '' } = preferences;
  return /^\d+(\.\d+)?$/.test(wait) ? Math.min(Number(wait), LONGEST_WAIT) : 0;
}
