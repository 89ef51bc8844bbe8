import { type Client, type Realm, type User, userOf } from '../../domain/identity/realm.ts';
import { grantedScope } from '../../domain/identity/scopes.ts';
import type { Data } from '../../domain/values/process-data.ts';
import type { IdentityRecords, IdentityWorld } from '../records/identity-records.ts';
import { addGrant, newSession } from '../sessions/new-session.ts';
import { signTokens, type TokenAnswer } from '../tokens/sign-tokens.ts';

/** Whose tokens are wanted; the first user and client of the fixtures, where nothing is said. */
export interface TokenWish {
  realm?: string | undefined;
  user?: string | undefined;
  client?: string | undefined;
  /** How long the access token lasts, in milliseconds. */
  ttl?: number | undefined;
  /** More, or other ones, in the access token. */
  claims?: Data | undefined;
}

/** A name that the fixtures do not have; the message says which there are. */
export class UnknownName extends Error {
  override readonly name = 'UnknownName';
}

/** Of an identity provider what signs tokens. */
interface TokenSource {
  realms: ReadonlyMap<string, Realm>;
  records: IdentityRecords;
  /** The host's time in milliseconds since 1970. */
  host(): number;
}

/**
 * Tokens without a browser and without a password.
 * @param base the address of the stand-in in the world, without a slash at the end
 * @throws UnknownName
 */
export async function tokensByHand(
  wish: TokenWish,
  world: IdentityWorld,
  base: string,
  { realms, records, host }: TokenSource,
): Promise<TokenAnswer> {
  const { realm, user, client } = chosen(wish, [...realms.values()]);
  const now = world.clock.now();
  const session = newSession(realm.name, user, now, host());
  if (wish.ttl !== undefined) session.lasts = now + wish.ttl;
  const grant = addGrant(session, client.id, grantedScope(['openid'], client));
  records.of(world).putSession(session);
  const issuer = `${base}/auth/realms/${encodeURIComponent(realm.name)}`;
  const { ttl, claims } = wish;
  const order = { issuer, client, user, session, grant, now, host: host(), ttl, claims };
  const answer = await signTokens(order, records.keys);
  await records.keep();
  return answer;
}

function chosen(wish: TokenWish, realms: Realm[]): { realm: Realm; user: User; client: Client } {
  const named = realms.filter(({ name }) => wish.realm === undefined || name === wish.realm);
  if (named.length === 0)
    throw unknown(
      'realm',
      wish.realm,
      realms.map(({ name }) => name),
    );
  const withClient = named.filter(({ clients }) => wish.client === undefined || clients.has(wish.client));
  if (withClient.length === 0)
    throw unknown(
      'client',
      wish.client,
      named.flatMap(({ clients }) => [...clients.keys()]),
    );
  for (const realm of withClient) {
    const user = wish.user === undefined ? firstUser(realm) : userOf(realm, wish.user);
    const client = realm.clients.get(wish.client ?? [...realm.clients.keys()][0] ?? '');
    if (user && client) return { realm, user, client };
  }
  throw unknown(
    'user',
    wish.user,
    withClient.flatMap(({ users }) => [...users.values()].map((one) => one.username)),
  );
}

function firstUser({ users }: Realm): User | undefined {
  return [...users.values()].find(({ enabled }) => enabled);
}

function unknown(kind: string, name: string | undefined, there: string[]): UnknownName {
  return new UnknownName(`there is no ${kind} "${name ?? ''}"; there is ${there.join(', ')}`);
}
