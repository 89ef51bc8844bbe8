import type { Client } from './realm.ts';

/** What every client may ask for, as a realm of Keycloak begins with it. */
export const SCOPES = [
  ...['openid', 'profile', 'email', 'offline_access', 'address', 'phone', 'roles'],
  ...['web-origins', 'acr', 'basic', 'microprofile-jwt', 'organization'],
];

/** What a client gets without asking. */
const DEFAULTS = ['profile', 'email'];

/** The words of a scope, each once. */
export function wordsOf(scope: string | undefined): string[] {
  return [...new Set((scope ?? '').split(' ').filter(Boolean))];
}

/** Those of the words that a client cannot ask for. */
export function unknownScopes(words: readonly string[], { scopes }: Client): string[] {
  return words.filter((word) => !SCOPES.includes(word) && !scopes.includes(word));
}

/** What is granted: what was asked for, and the defaults; `offline_access` only where refresh tokens are. */
export function grantedScope(words: readonly string[], { grants }: Client): string {
  const all = [...new Set([...words, ...DEFAULTS])];
  return all.filter((word) => word !== 'offline_access' || grants.includes('refresh_token')).join(' ');
}
