import { issuerParts } from '../../domain/identity/issuer.ts';
import type { Realm } from '../../domain/identity/realm.ts';
import { isMeantFor, type TokenRule } from '../../domain/identity/token-rule.ts';
import type { IdentityRecords, IdentityWorld } from '../records/identity-records.ts';
import { type BadToken, type GoodToken, isBad, judgeAccessToken } from './judge-token.ts';
import { isSaidToBeOurs, readToken } from './read-token.ts';

/** The worlds whose tokens hold where a request is. */
export interface TokenWorlds {
  /** That of the request. */
  world: IdentityWorld;
  /** Whose tokens hold there, too: browsers navigate without headers, so who chose a world by one logged in here. */
  besides: IdentityWorld | undefined;
}

/**
 * Verifies a bearer token for an API: signature, type, issuer, dates, revocation, login, audience. A token is judged by
 * the clock of the world it was given in.
 * @returns undefined for a token that is somebody else's
 */
export async function verifyAccessToken(
  token: string,
  { audience }: TokenRule,
  { world, besides }: TokenWorlds,
  { records, realms }: { records: IdentityRecords; realms: ReadonlyMap<string, Realm> },
): Promise<GoodToken | BadToken | undefined> {
  if (!isSaidToBeOurs(token, records.keys)) return undefined;
  const claims = await readToken(token, records.keys);
  if (!claims) return wrong('its signature is not that of its key');
  const issuer = issuerParts(claims.iss);
  const realm = issuer && realms.get(issuer.realm);
  if (!realm) return wrong(`its issuer ${String(claims.iss)} has no realm here`);
  const name = issuer.world ?? 'default';
  const its = [world, besides].find((one) => one?.name === name);
  if (!its) return wrong(`it is of the world ${name}, and this is ${world.name}`);
  const verdict = judgeAccessToken(claims, realm, records.of(its), its.clock.now());
  if (isBad(verdict) || isMeantFor(audience, claims.aud)) return verdict;
  return wrong(`its audience is ${[claims.aud].flat().join(', ')}, not ${audience}`);
}

function wrong(reason: string): BadToken {
  return { bad: 'wrong', reason };
}
