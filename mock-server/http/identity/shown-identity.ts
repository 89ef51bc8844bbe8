import { maskUrl } from '../../../contracts/reader/mask-secrets.ts';
import { type SecretNames, secretNamesOf } from '../../../contracts/reader/secret-names.ts';
import type { IdentityAnswer } from '../../identity/calls/call.ts';

/** What of a login nobody may read in a journal. */
const SECRET_MEMBERS = new Set([
  ...['code', 'code_verifier', 'id_token_hint', 'id_token', 'access_token', 'refresh_token', 'token'],
  ...['password', 'client_secret', 'page'],
]);

/** For the addresses and headers of requests to the identity provider. */
export const LOGIN_SECRETS: SecretNames = { ...secretNamesOf([]), query: SECRET_MEMBERS };

/** A form as the journal shows it. */
export function shownForm(form: URLSearchParams): Record<string, string> {
  return Object.fromEntries(
    [...form].map(([name, value]) => [name, SECRET_MEMBERS.has(name) ? '***' : value]),
  );
}

/** An answer as the journal shows it: tokens and codes masked, pages not at all. */
export function shownAnswer({ headers, cookie, body }: IdentityAnswer) {
  const { Location: location } = headers;
  return {
    headers: {
      ...headers,
      ...(location !== undefined && { Location: maskUrl(location, LOGIN_SECRETS) }),
      ...(cookie !== undefined && { 'Set-Cookie': `${cookie.split('=')[0]}=***` }),
    },
    body: typeof body === 'object' ? maskedMembers(body) : body && '(a page)',
  };
}

function maskedMembers(body: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(body).map(([name, value]) => [name, SECRET_MEMBERS.has(name) ? '***' : value]),
  );
}
