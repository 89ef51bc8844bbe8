import type { Realm } from '../domain/identity/realm.ts';
import type { TokenRule } from '../domain/identity/token-rule.ts';
import { inMemory } from './records/identity-file.ts';
import { IdentityRecords } from './records/identity-records.ts';

/** By the name of an API. */
export type TokenRules = Readonly<Record<string, TokenRule | undefined>>;

/** How an identity provider runs. */
export interface IdentityOptions {
  /** Logins and keys; in memory only, unless given. */
  records: IdentityRecords;
  /** The host's time in milliseconds since 1970: browsers judge dates by it. */
  host(): number;
  /** Who is logged in without being asked. */
  autoLogin: string | undefined;
  /** Where browsers reach the stand-in, where a proxy stands before it; without a slash at the end. */
  publicUrl: string | undefined;
  /** Names of this server, beside loopback: issuers may have them. */
  hosts: readonly string[];
}

/** The identity provider of a stand-in. */
export interface Identity extends IdentityOptions {
  realms: ReadonlyMap<string, Realm>;
  /** What APIs make of tokens, by name, where it is said. */
  rules: TokenRules;
}

/** @param host the host's time in milliseconds since 1970 */
export async function settledIdentity(
  realms: ReadonlyMap<string, Realm>,
  rules: TokenRules,
  host: () => number,
  { records, ...given }: Partial<IdentityOptions> = {},
): Promise<Identity> {
  return {
    realms,
    rules,
    records: records ?? (await IdentityRecords.open(inMemory, host)),
    host,
    autoLogin: undefined,
    publicUrl: undefined,
    hosts: [],
    ...given,
  };
}
