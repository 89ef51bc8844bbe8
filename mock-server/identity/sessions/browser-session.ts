import type { Lifetimes, User } from '../../domain/identity/realm.ts';
import { endOf, type Session } from '../../domain/identity/session.ts';
import type { IdentityCall } from '../calls/call.ts';
import { sameText } from '../calls/client-authentication.ts';
import { cookieOf, setCookie } from '../calls/cookies.ts';
import { hashOf, newSession, secretText } from './new-session.ts';

/** The login that a browser's cookie stands for, if it is not over. */
export function browserSession(call: IdentityCall, lifetimes: Lifetimes): Session | undefined {
  const [id = '', secret = ''] = cookieOf('session', call)?.split('.') ?? [];
  const session = call.records.sessions.get(id);
  if (!session?.cookie || session.realm !== call.realm.name) return undefined;
  if (!sameText(hashOf(secret), session.cookie) || endOf(session, lifetimes) <= call.now) return undefined;
  return call.realm.users.get(session.user)?.enabled ? session : undefined;
}

/**
 * Logs a user in. The browser gets a new session, whatever it had before.
 * @returns it, and the cookie to be set
 */
export function beginSession(
  call: IdentityCall,
  user: User,
  host: number,
): { session: Session; cookie: string } {
  const secret = secretText();
  const session: Session = {
    ...newSession(call.realm.name, user, call.now, host),
    cookie: hashOf(secret),
  };
  call.records.putSession(session);
  return { session, cookie: setCookie('session', `${session.id}.${secret}`, call) };
}

/** Nobody is logged in by it any more; its tokens are refused, and cannot be refreshed. */
export function endSession(call: Pick<IdentityCall, 'records'>, session: Session): void {
  call.records.sessions.delete(session.id);
}
