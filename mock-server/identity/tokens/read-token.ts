import { decodeProtectedHeader } from 'jose/decode/protected_header';
import { compactVerify } from 'jose/jws/compact/verify';
import { importJWK } from 'jose/key/import';
import type { Data } from '../../domain/values/process-data.ts';
import type { KeyRing } from '../keys/key-ring.ts';

/** A token that a stand-in signed. */
export type OwnToken = Data & { typ?: unknown; jti?: unknown; exp?: unknown; iss?: unknown };

/** The id of the key of refresh tokens. */
const REFRESH = 'stand-in-refresh';

/**
 * Whether a token says that a key of ours signed it; what else its header says (`jku`, `jwk`, `x5u`) counts for nothing.
 * Where no key was needed yet, none is made for it.
 */
export function isSaidToBeOurs(token: string, keys: KeyRing): boolean {
  const { kid } = headerOf(token);
  return kid !== undefined && keys.made && (kid === REFRESH || keys.has(kid));
}

/** The claims of a token whose signature is ours; undefined for any other. Its dates are not looked at. */
export async function readToken(token: string, keys: KeyRing): Promise<OwnToken | undefined> {
  const { alg, kid } = headerOf(token);
  const key = await keyFor(alg, kid, keys);
  if (!key || !alg) return undefined;
  try {
    const { payload } = await compactVerify(token, key, { algorithms: [alg] });
    return JSON.parse(Buffer.from(payload).toString()) as OwnToken;
  } catch {
    return undefined;
  }
}

async function keyFor(alg: string | undefined, kid: string | undefined, keys: KeyRing) {
  if (alg === 'HS256' && kid === REFRESH) return keys.secret();
  if (alg !== 'RS256' || kid === undefined) return undefined;
  const jwk = await keys.byId(kid);
  return jwk && importJWK(jwk, 'RS256');
}

function headerOf(token: string): { alg?: string | undefined; kid?: string | undefined } {
  try {
    const { alg, kid } = decodeProtectedHeader(token);
    return { alg, kid };
  } catch {
    return {};
  }
}
