import { issuerParts } from '../../domain/identity/issuer.ts';
import type { Client, Realm, User } from '../../domain/identity/realm.ts';
import { endOf, partsOfTokenId, type Session, type TokenGrant } from '../../domain/identity/session.ts';
import type { WorldRecords } from '../records/world-records.ts';
import type { OwnToken } from './read-token.ts';

/** Clocks of two machines are never quite the same; milliseconds. */
const LEEWAY = 5000;

/** A token of ours that counts, and what it belongs to. */
export interface GoodToken {
  claims: OwnToken;
  session: Session;
  grant: TokenGrant;
  client: Client;
  user: User;
}

/** Why a token does not count. Moments are seconds since 1970, as tokens have them. */
export type BadToken =
  | { bad: 'expired'; expiredAt: number }
  | { bad: 'early'; validFrom: number }
  | { bad: 'wrong'; reason: string };

/**
 * Judges the claims of an access token that a key of ours signed.
 * @param now of the token's world, in milliseconds since 1970
 */
export function judgeAccessToken(
  claims: OwnToken,
  realm: Realm,
  records: WorldRecords,
  now: number,
): GoodToken | BadToken {
  const { typ, exp, nbf, iss, jti } = claims;
  if (typ !== 'Bearer') return wrong(`it is a token of type ${String(typ)}, not an access token`);
  if (issuerParts(iss)?.realm !== realm.name) return wrong(`its issuer is ${String(iss)}`);
  const parts = partsOfTokenId(jti);
  const session = parts && records.sessions.get(parts.session);
  const ends = typeof exp === 'number' ? exp : 0;
  if (ends * 1000 + LEEWAY <= now) return { bad: 'expired', expiredAt: ends };
  if (typeof nbf === 'number' && nbf * 1000 - LEEWAY > now) return { bad: 'early', validFrom: nbf };
  if (typeof jti === 'string' && records.revoked.has(jti)) return wrong('it was revoked');
  const grant = session?.grants.find(({ id }) => id === parts?.grant);
  if (!session || !grant || session.realm !== realm.name) return wrong('its login is over');
  // It was made before its world began anew, or before somebody had its tokens expire.
  if (parts.epoch !== session.epoch)
    return { bad: 'expired', expiredAt: Math.min(ends, Math.floor(now / 1000)) };
  const client = realm.clients.get(grant.client);
  const user = realm.users.get(session.user);
  if (!client || !user) return wrong('its user or client is not there any more');
  if (!user.enabled) return wrong('its user is disabled');
  if (!grant.offline && endOf(session, client.lifetimes) <= now) return wrong('its login is over');
  return { claims, session, grant, client, user };
}

/** Whether a verdict is that a token does not count. */
export function isBad(verdict: GoodToken | BadToken): verdict is BadToken {
  return 'bad' in verdict;
}

function wrong(reason: string): BadToken {
  return { bad: 'wrong', reason };
}
