import { decodeJwt } from 'jose/jwt/decode';
import { type TokenRule, USUAL_RULE } from '../../domain/identity/token-rule.ts';
import { timestamp } from '../../domain/time/timestamp.ts';
import { Refusal } from '../../domain/values/refusal.ts';
import { verifyAccessToken } from '../../identity/tokens/verify-access-token.ts';
import type { Exchange } from '../exchange.ts';

/** The form of a JWT; whether it is one, decoding tells. */
const JWT = /^[\w-]+\.[\w-]+\.[\w-]*$/;

type Claims = Record<string, unknown>;

/**
 * The claims of a bearer token. Whose tokens are verified, the settings of the API say; of others only the dates are
 * looked at, and only in those that decode as a JWT.
 * @throws Refusal credentials-rejected, -expired, -not-yet-valid
 */
export async function bearerClaims(token: string, exchange: Exchange): Promise<Claims | undefined> {
  const { simulation, api, world } = exchange;
  const rule = simulation.identity.rules[api?.api.name ?? ''] ?? USUAL_RULE;
  if (rule.tokens === 'any') return datedClaims(token, world.clock.now());
  if (JWT.test(token)) {
    const own = await ownClaims(token, rule, exchange);
    if (own) return own;
  }
  if (rule.tokens === 'issued') return datedClaims(token, world.clock.now());
  throw rejected('it is no token of this issuer, and only those count here');
}

/** @returns undefined for a token that is somebody else's */
async function ownClaims(token: string, rule: TokenRule, exchange: Exchange): Promise<Claims | undefined> {
  const { simulation, world, entry } = exchange;
  const besides = entry.worldBy === 'header' ? await simulation.worlds.default() : undefined;
  const verdict = await verifyAccessToken(token, rule, { world, besides }, simulation.identity);
  if (verdict === undefined) return undefined;
  if (!('bad' in verdict)) return verdict.claims;
  if (verdict.bad === 'expired') throw expired(verdict.expiredAt);
  if (verdict.bad === 'early') throw notYetValid(verdict.validFrom);
  throw rejected(verdict.reason);
}

/** So much may the clock of whoever made a token be ahead of ours. */
const LEEWAY_MS = 5000;

/** The claims of a token that decodes as a JWT, if it is within its dates; other tokens have none. */
function datedClaims(token: string, now: number): Claims | undefined {
  if (!JWT.test(token)) return undefined;
  let claims: Claims;
  try {
    claims = decodeJwt(token);
  } catch {
    return undefined;
  }
  const { exp, nbf } = claims;
  if (typeof exp === 'number' && exp * 1000 <= now) throw expired(exp);
  if (typeof nbf === 'number' && nbf * 1000 - LEEWAY_MS > now) throw notYetValid(nbf);
  return claims;
}

function rejected(reason: string): Refusal {
  return new Refusal('credentials-rejected', { reason });
}

function expired(exp: number): Refusal {
  return new Refusal('credentials-expired', { expiredAt: instant(exp) });
}

function notYetValid(nbf: number): Refusal {
  return new Refusal('credentials-not-yet-valid', { validFrom: instant(nbf) });
}

/** Seconds since 1970 as people read them; a number beyond all dates as it is. */
function instant(seconds: number): string {
  return Math.abs(seconds) < 8.64e12 ? timestamp(seconds * 1000) : String(seconds);
}
