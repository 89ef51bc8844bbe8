import { percentDecoded } from '../values/percent-decoded.ts';

/** What an issuer says of itself: which world it is in, and its realm. The host may have many names. */
export interface IssuerParts {
  /** Undefined: the default one. */
  world: string | undefined;
  realm: string;
}

const ISSUER = /^https?:\/\/[^/?#]+(?:\/[^@?#]*?)?(?:\/@([^/?#]+))?(?:\/auth)?\/realms\/([^/?#]+)$/;

/** @returns undefined for what is no issuer of a stand-in */
export function issuerParts(issuer: unknown): IssuerParts | undefined {
  const [, world, realm] = (typeof issuer === 'string' && ISSUER.exec(issuer)) || [];
  if (realm === undefined) return undefined;
  return { world: world === undefined ? undefined : percentDecoded(world), realm: percentDecoded(realm) };
}
