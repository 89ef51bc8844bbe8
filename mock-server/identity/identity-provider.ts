import { descriptionOf, OAuthError } from '../domain/identity/oauth-error.ts';
import type { Realm } from '../domain/identity/realm.ts';
import {
  type IdentityAnswer,
  type IdentityCall,
  type IdentityServices,
  json,
  UNSTORED,
} from './calls/call.ts';
import { crossOrigin, preflight } from './calls/cross-origin.ts';
import type { Identity } from './identity.ts';
import type { IdentityWorld } from './records/identity-records.ts';
import { ROUTES, type Route } from './routes.ts';

/** A request below `/realms/`. */
export interface IdentityRequest {
  method: string;
  realm: string;
  /** Below the realm; '' for the realm itself. */
  path: string;
  /** The address of the realm as it was asked. */
  issuer: string;
  query: URLSearchParams;
  /** Undefined: a body was sent that is no form. */
  form: URLSearchParams | undefined;
  headers: NodeJS.Dict<string | string[]>;
  world: IdentityWorld;
}

/** The name of what answers at a path below a realm, if anything does. */
export function endpointAt(path: string): string | undefined {
  return ROUTES.get(path)?.name;
}

/** Answers a request below `/realms/`. @throws only for defects of ours */
export async function answerIdentity(
  request: IdentityRequest,
  { realms, records, host, autoLogin }: Identity,
): Promise<IdentityAnswer> {
  const { method, path, headers, world } = request;
  const origin = typeof headers.origin === 'string' ? headers.origin : undefined;
  const realm = realms.get(request.realm);
  const route = ROUTES.get(path);
  const readable = (call?: IdentityCall) => (route?.script ? crossOrigin(origin, call?.client) : {});
  if (!realm) return withHeaders(noRealm(request.realm, realms), crossOrigin(origin, undefined));
  if (!route) return withHeaders(unknownPath(request), crossOrigin(origin, undefined));
  if (method === 'OPTIONS' && origin !== undefined) return preflightOf(route, origin, headers);
  const endpoint = route.methods[method === 'HEAD' ? 'GET' : method];
  if (!endpoint) return withHeaders(otherMethod(method, route), readable());
  const call: IdentityCall = {
    method,
    query: request.query,
    form: request.form ?? new URLSearchParams(),
    headers,
    issuer: request.issuer,
    realm,
    world,
    records: records.of(world),
    now: world.clock.now(),
  };
  const services: IdentityServices = { keys: records.keys, keep: () => records.keep(), host, autoLogin };
  try {
    if (!request.form) throw new OAuthError('invalid_request', 'Send application/x-www-form-urlencoded');
    return withHeaders(await endpoint(call, services), readable(call));
  } catch (error) {
    if (!(error instanceof OAuthError)) throw error;
    return withHeaders(refusal(error), readable(call));
  }
}

function refusal({ code, message, status, challenge }: OAuthError): IdentityAnswer {
  return {
    status,
    headers: {
      'Content-Type': 'application/json',
      ...UNSTORED,
      ...(challenge !== undefined && { 'WWW-Authenticate': challenge }),
    },
    body: { error: code, ...(message && { error_description: descriptionOf(message) }) },
  };
}

function withHeaders(answer: IdentityAnswer, more: Record<string, string>): IdentityAnswer {
  return { ...answer, headers: { ...answer.headers, ...more } };
}

function noRealm(name: string, realms: ReadonlyMap<string, Realm>): IdentityAnswer {
  const hint = `there is no realm ${JSON.stringify(name.slice(0, 60))}, but ${[...realms.keys()].join(', ')}`;
  const answer = json({ error: 'Realm does not exist' });
  return { ...answer, status: 404, headers: { ...answer.headers, 'X-Mock-Hint': descriptionOf(hint) } };
}

function unknownPath({ path }: IdentityRequest): IdentityAnswer {
  const hint = `nothing answers at ${path.slice(0, 100) || '/'} below a realm; there are ${[...ROUTES.keys()].join(', ')}`;
  const answer = json({ error: 'HTTP 404 Not Found' });
  return { ...answer, status: 404, headers: { ...answer.headers, 'X-Mock-Hint': descriptionOf(hint) } };
}

function otherMethod(method: string, { methods }: Route): IdentityAnswer {
  const allowed = Object.keys(methods);
  if (allowed.includes('GET')) allowed.push('HEAD');
  if (method === 'OPTIONS') return { status: 204, headers: { Allow: [...allowed, 'OPTIONS'].join(', ') } };
  const answer = json({ error: 'HTTP 405 Method Not Allowed' });
  return { ...answer, status: 405, headers: { ...answer.headers, Allow: allowed.join(', ') } };
}

function preflightOf(
  { methods }: Route,
  origin: string,
  headers: IdentityRequest['headers'],
): IdentityAnswer {
  const wanted = headers['access-control-request-headers'];
  const allowed = [...Object.keys(methods), 'OPTIONS'].join(', ');
  return {
    status: 204,
    headers: preflight(origin, allowed, typeof wanted === 'string' ? wanted : undefined),
  };
}
