import type { Incoming } from '../sending/message.ts';
import { isPage, type Symptom } from './symptom.ts';

/** Something that is wrong with the server as a whole, the way to it, or the credentials. */
export interface Trouble {
  kind: Symptom | 'slow' | 'resets' | 'time-limit';
  /** One line that says what it is, and what to do. */
  sentence: string;
  /** The number of the request from which on it was so; 1 for the first. */
  since?: number;
  /** Whether the run ended for it: going on would have proved nothing. */
  stopped: boolean;
}

/** What is known when a trouble is told. */
export interface Evidence {
  /** The number of the request with which it began. */
  since: number;
  /** Whether anything was answered as it should be before. */
  worked: boolean;
  /** One of the answers; none where none came. */
  received?: Incoming | undefined;
  /** Milliseconds for one request. */
  timeout: number;
  /** An address at which the API does answer. */
  found?: string | undefined;
}

/** A trouble of which a run ended. */
export function troubleOf(kind: Symptom, evidence: Evidence): Trouble {
  const { since, worked } = evidence;
  const every = worked ? `From request ${since} on every answer is` : 'Every answer is';
  return { kind, sentence: SENTENCES[kind](evidence, every), since: worked ? since : 1, stopped: true };
}

const SENTENCES: Record<Symptom, (evidence: Evidence, every: string) => string> = {
  unauthorized: ({ worked, received }, every) =>
    worked
      ? `${every} ${received?.status ?? 401}: the credentials have expired or were revoked, as they were accepted until then.`
      : `${every} ${received?.status ?? 401}: the server does not accept the credentials${challenge(received)}.`,
  forbidden: ({ worked }, every) =>
    worked
      ? `${every} 403: the credentials have lost their rights, or a gateway has begun to block this client.`
      : `${every} 403: the credentials have no rights here, or a gateway blocks this client.`,
  'not-found': ({ worked, found }, every) => {
    if (found !== undefined) return `${every} 404: wrong base path? It does answer at ${found}`;
    return worked
      ? `${every} 404: the API is no longer there.`
      : `${every} 404: wrong base path? None of the API's paths is there.`;
  },
  redirected: ({ received }, every) => {
    const to = received?.headers.location ?? '';
    return /log-?in|sign-?in|auth|sso|saml/i.test(to)
      ? `${every} a redirect (${received?.status}) to ${to}: a login page stands before the API.`
      : `${every} a redirect (${received?.status}) to ${to}: give the address it leads to.`;
  },
  'web-page': ({ received }, every) =>
    `${every} an HTML page${titleOf(received)} instead of JSON: a login page or a proxy stands before the API, or the URL is that of its user interface.`,
  limited: (_, every) =>
    `${every} 429, also after waiting: the rate limit is used up; try again later, with --rate N.`,
  unavailable: ({ received, worked }, every) =>
    `${every} ${received?.status ?? 503}, also after waiting: ${worked ? 'maintenance has begun' : 'maintenance'}, or nothing runs behind the gateway.`,
  'no-answer-in-time': ({ worked, since, timeout }) =>
    `${worked ? `From request ${since} on no answer came` : 'No answer came'} within ${timeout} ms: the server is too slow or hangs; --timeout MS waits longer.`,
  reset: ({ worked, since }) =>
    `${worked ? `From request ${since} on every connection is` : 'Every connection is'} reset before an answer comes: a proxy, a firewall or a server that crashes.`,
  'no-http': () =>
    'What answers speaks no HTTP/1.1: another protocol, HTTPS where http:// was given, or HTTP/2 only.',
};

function challenge(received: Incoming | undefined): string {
  const asked = received?.headers['www-authenticate'];
  return asked === undefined ? '' : ` (WWW-Authenticate: ${asked.slice(0, 200)})`;
}

function titleOf(received: Incoming | undefined): string {
  if (!received || !isPage(received)) return '';
  const title = /<title[^>]*>([^<]{1,80})/i.exec(received.body)?.[1]?.trim();
  return title ? ` (“${title}”)` : '';
}
