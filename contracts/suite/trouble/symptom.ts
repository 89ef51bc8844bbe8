import type { Exchange } from '../checks/check.ts';
import { violationsOf } from '../checks/violation-failures.ts';
import { isReset } from '../sending/http-client.ts';
import type { Incoming } from '../sending/message.ts';

/** What may be wrong with a whole server, the way to it, or the credentials, rather than with one operation. */
export type Symptom =
  | 'unauthorized'
  | 'forbidden'
  | 'not-found'
  | 'redirected'
  | 'web-page'
  | 'limited'
  | 'unavailable'
  | 'no-answer-in-time'
  | 'reset'
  | 'no-http';

/** What an answer shows; `undefined` for one that says nothing of it, as a refusal that was asked for. */
export function symptomOf(exchange: Exchange): Symptom | 'none' | undefined {
  const { received, expected } = exchange;
  const { status } = received;
  const found = shownBy(exchange);
  // What is to be refused may be refused like this, and its being refused well says little.
  const maybeRight = !expected.accepted && status >= 400 && status < 500 && found !== 'limited';
  if (maybeRight) return undefined;
  if (found === undefined) return 'none';
  const awaited = expected.accepted ? [] : expected.refusals.map((rule) => rule.status);
  return awaited.includes(status) ? undefined : found;
}

/** What an answer would show, whatever was asked for; a page that the contract has for its status is no login page. */
export function shownBy(exchange: Exchange): Symptom | undefined {
  const { received } = exchange;
  const found = byStatus(received.status, received);
  return found === 'web-page' && isDeclared(exchange) ? undefined : found;
}

function isDeclared(exchange: Exchange): boolean {
  return violationsOf(exchange).every(({ in: place }) => place !== 'content-type' && place !== 'status');
}

export function byStatus(status: number, received: Incoming): Symptom | undefined {
  switch (status) {
    case 401:
    case 407:
      return 'unauthorized';
    case 403:
      return 'forbidden';
    case 404:
      return 'not-found';
    case 429:
      return 'limited';
    case 502:
    case 503:
    case 504:
      return 'unavailable';
    default:
      if (status >= 300 && status < 400 && received.headers.location !== undefined) return 'redirected';
      return isPage(received) ? 'web-page' : undefined;
  }
}

/** Whether a body is a page for people: by its first tag, or by any tag where it says that it is HTML. */
export function isPage({ headers, body }: Pick<Incoming, 'headers' | 'body'>): boolean {
  const type = headers['content-type'] ?? '';
  if (/^(text\/html|application\/xhtml\+xml)\b/i.test(type)) return /^[\s\uFEFF]*</.test(body);
  return /^\s*<(!doctype html|html|head|body)\b/i.test(body) && !/json/i.test(type);
}

/** What a missing answer shows. */
export function symptomOfNone(code: string): Symptom | 'none' {
  if (code === 'TIMEOUT') return 'no-answer-in-time';
  if (code.startsWith('HPE_') || code === 'EPROTO') return 'no-http';
  return isReset(code) ? 'reset' : 'none';
}
