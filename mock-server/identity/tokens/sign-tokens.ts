import { createHash, randomUUID } from 'node:crypto';
import { SignJWT } from 'jose/jwt/sign';
import { userClaims } from '../../domain/identity/claims.ts';
import type { Client, User } from '../../domain/identity/realm.ts';
import { wordsOf } from '../../domain/identity/scopes.ts';
import {
  endOf,
  endOfGrant,
  type Session,
  type TokenGrant,
  tokenIdOf,
} from '../../domain/identity/session.ts';
import { idTokenMoment, seconds } from '../../domain/identity/token-times.ts';
import type { Data } from '../../domain/values/process-data.ts';
import type { KeyRing } from '../keys/key-ring.ts';

/** Who gets tokens, for whom, and when. */
export interface TokenOrder {
  issuer: string;
  client: Client;
  user: User;
  session: Session;
  grant: TokenGrant;
  /** Less than was granted. */
  scope?: string | undefined;
  nonce?: string | undefined;
  /** Of the world, and of the host; milliseconds since 1970. */
  now: number;
  host: number;
  /** Instead of the client's lifetime of access tokens, in milliseconds. */
  ttl?: number | undefined;
  /** More, or other ones, in the access token. */
  claims?: Data | undefined;
}

/** What a token endpoint answers with (RFC 6749, section 5.1), and Keycloak's members. */
export type TokenAnswer = {
  access_token: string;
  expires_in: number;
  token_type: 'Bearer';
  scope: string;
  'not-before-policy': number;
  refresh_expires_in?: number;
  refresh_token?: string;
  id_token?: string;
  session_state?: string;
};

/** Signs what an order asks for. The grant gets the id of its refresh token. */
export async function signTokens(order: TokenOrder, keys: KeyRing): Promise<TokenAnswer> {
  const { session, grant, client, now } = order;
  const scope = order.scope ?? grant.scope;
  const words = wordsOf(scope);
  const ends = Math.min(now + (order.ttl ?? client.lifetimes.accessToken), endOf(session, client.lifetimes));
  const expires = grant.offline ? now + (order.ttl ?? client.lifetimes.accessToken) : ends;
  const access = await signed(accessClaims(order, scope, expires), keys);
  return {
    access_token: access,
    expires_in: Math.max(0, seconds(expires) - seconds(now)),
    ...(await refreshPart(order, keys)),
    token_type: 'Bearer',
    ...(words.includes('openid') &&
      !session.service && { id_token: await signed(idClaims(order, scope, access, expires - now), keys) }),
    'not-before-policy': 0,
    ...(!session.service && { session_state: session.id }),
    scope,
  };
}

async function refreshPart(order: TokenOrder, keys: KeyRing): Promise<Partial<TokenAnswer>> {
  const { session, grant, client, now, issuer } = order;
  if (session.service || !client.grants.includes('refresh_token')) return {};
  const ends = endOfGrant(session, grant, client.lifetimes);
  const claims = {
    ...common(order),
    iat: seconds(now),
    ...(!grant.offline && { exp: seconds(ends) }),
    iss: issuer,
    aud: issuer,
    typ: grant.offline ? 'Offline' : 'Refresh',
    scope: grant.scope,
  };
  grant.refresh = claims.jti;
  const token = await new SignJWT(claims)
    .setProtectedHeader({ alg: 'HS256', typ: 'JWT', kid: 'stand-in-refresh' })
    .sign(await keys.secret());
  return {
    refresh_expires_in: grant.offline ? 0 : Math.max(0, seconds(ends) - seconds(now)),
    refresh_token: token,
  };
}

function accessClaims(order: TokenOrder, scope: string, expires: number): Data {
  const { issuer, client, user, session, now } = order;
  const { audience, webOrigins } = client;
  return {
    exp: seconds(expires),
    iat: seconds(now),
    auth_time: session.authTime,
    ...common(order),
    iss: issuer,
    aud: audience.length === 1 ? audience[0] : audience,
    typ: 'Bearer',
    acr: '1',
    'allowed-origins': webOrigins.filter((origin) => origin !== '+'),
    scope,
    ...userClaims(user, client, scope),
    ...order.claims,
  };
}

/** @param life of the tokens in milliseconds */
function idClaims(order: TokenOrder, scope: string, access: string, life: number): Data {
  const { issuer, client, user, session, nonce, now, host } = order;
  const moment = idTokenMoment(now, host);
  return {
    exp: seconds(moment + life),
    iat: seconds(moment),
    auth_time: session.authTime,
    ...common(order),
    iss: issuer,
    aud: client.id,
    typ: 'ID',
    ...(nonce !== undefined && { nonce }),
    at_hash: createHash('sha256').update(access).digest().subarray(0, 16).toString('base64url'),
    acr: '1',
    ...userClaims(user, client, scope),
  };
}

function common({ client, user, session, grant }: TokenOrder) {
  const { id, epoch, service } = session;
  return {
    jti: tokenIdOf({ session: id, grant: grant.id, epoch }, randomUUID()),
    sub: user.id,
    azp: client.id,
    ...(!service && { sid: id }),
  };
}

async function signed(claims: Data, keys: KeyRing): Promise<string> {
  const { kid, privateKey } = await keys.signing();
  return new SignJWT(claims).setProtectedHeader({ alg: 'RS256', typ: 'JWT', kid }).sign(privateKey);
}
