import type { Lifetimes } from './realm.ts';

/** What an application was given with one code, password or refresh: access tokens, and refresh tokens one after the other. */
export interface TokenGrant {
  id: string;
  client: string;
  /** Words with blanks between. */
  scope: string;
  /** Whether its refresh tokens outlive the login. */
  offline: boolean;
  /** The id of the refresh token that counts. */
  refresh?: string;
  /** The hash of the code it was given for. */
  code?: string;
}

/** A user who is logged in. Moments are milliseconds since 1970 in the world. */
export interface Session {
  /** Claim `sid`. */
  id: string;
  realm: string;
  /** In lower case. */
  user: string;
  startedAt: number;
  usedAt: number;
  /** Claim `auth_time`; it does not move, whatever clocks do. */
  authTime: number;
  /** Access tokens of an earlier number are out of date. */
  epoch: number;
  grants: TokenGrant[];
  /** The hash of what the browser has as a cookie; undefined: it was not a browser that logged in. */
  cookie?: string;
  /** An application that acts for itself: its login has no end. */
  service?: true;
  /** It lasts until then, even if nobody uses it. */
  lasts?: number;
}

/** When a login is over, unless it is used: milliseconds since 1970. */
export function endOf(
  { startedAt, usedAt, service, lasts = 0 }: Session,
  { sessionIdle, sessionMax }: Lifetimes,
): number {
  return service
    ? Number.POSITIVE_INFINITY
    : Math.max(lasts, Math.min(usedAt + sessionIdle, startedAt + sessionMax));
}

/** When a grant's refresh tokens are over. */
export function endOfGrant(session: Session, { offline }: TokenGrant, lifetimes: Lifetimes): number {
  return offline ? session.usedAt + lifetimes.offlineIdle : endOf(session, lifetimes);
}

/**
 * A login as it is in a world that began anew: the life that it had left is left to it, and its access tokens are out
 * of date.
 * @param by milliseconds that lie between the world's moment before and its moment now
 */
export function carriedOver(session: Session, by: number): Session {
  return {
    ...session,
    startedAt: session.startedAt + by,
    usedAt: session.usedAt + by,
    ...(session.lasts !== undefined && { lasts: session.lasts + by }),
    epoch: session.epoch + 1,
  };
}

/** What a token belongs to, as its `jti` tells. */
export interface TokenId {
  session: string;
  grant: string;
  epoch: number;
}

/** @param unique what no other token has */
export function tokenIdOf({ session, grant, epoch }: TokenId, unique: string): string {
  return `${session}.${grant}.${epoch}.${unique}`;
}

/** The parts of a `jti`; undefined for one that is none of ours. */
export function partsOfTokenId(jti: unknown): TokenId | undefined {
  const [, session, grant, epoch] =
    (typeof jti === 'string' && /^([^.]+)\.([^.]+)\.(\d+)\.[^.]+$/.exec(jti)) || [];
  return session === undefined || grant === undefined ? undefined : { session, grant, epoch: Number(epoch) };
}
