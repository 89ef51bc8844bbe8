import { createHash, randomBytes, randomUUID } from 'node:crypto';
import type { User } from '../../domain/identity/realm.ts';
import { wordsOf } from '../../domain/identity/scopes.ts';
import type { Session, TokenGrant } from '../../domain/identity/session.ts';
import { idTokenMoment, seconds } from '../../domain/identity/token-times.ts';

/** A user who logs in now. @param now of the world @param host of the host, both in milliseconds since 1970 */
export function newSession(realm: string, { username }: User, now: number, host: number): Session {
  return {
    id: randomUUID(),
    realm,
    user: username.toLowerCase(),
    startedAt: now,
    usedAt: now,
    authTime: seconds(idTokenMoment(now, host)),
    epoch: 0,
    grants: [],
  };
}

/** So many are kept with a login: each tab and each login of an application has one. */
const MOST_GRANTS = 50;

/** Gives an application its part of a login. */
export function addGrant(session: Session, client: string, scope: string): TokenGrant {
  const offline = wordsOf(scope).includes('offline_access');
  const grant = { id: randomBytes(16).toString('base64url'), client, scope, offline };
  session.grants = [...session.grants.slice(1 - MOST_GRANTS), grant];
  return grant;
}

/** What cannot be guessed: 256 bits. */
export function secretText(): string {
  return randomBytes(32).toString('base64url');
}

/** What is kept of a secret. */
export function hashOf(secret: string): string {
  return createHash('sha256').update(secret).digest('base64url');
}
