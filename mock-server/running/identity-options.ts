import { Mistake } from '../../contracts/files/mistake.ts';
import { userOf } from '../domain/identity/realm.ts';
import { isLoopback } from '../http/transport/own-host.ts';
import type { Identity, IdentityOptions } from '../identity/identity.ts';
import { IdentityFile, inMemory } from '../identity/records/identity-file.ts';
import { IdentityRecords } from '../identity/records/identity-records.ts';
import type { RunOptions } from './run-options.ts';

/**
 * How the identity provider runs. Keys and logins are kept with the instances.
 * @throws Mistake for a file of keys that cannot be used, and an automatic login where others can reach it
 */
export async function identityOptions(options: RunOptions): Promise<Partial<IdentityOptions>> {
  const { store, host, allowHost, autoLogin, identity = {} } = options;
  if (autoLogin !== undefined && !isLoopback(host))
    throw new Mistake([
      { text: `--auto-login ${autoLogin}: only where no other machine reaches it, and the host is ${host}` },
    ]);
  // Not the clock of worlds, which may begin elsewhere: browsers have this one.
  const now = (): number => Date.now();
  const folder = /^file:(.*)$/.exec(store)?.[1];
  const keeper = folder === undefined ? inMemory : new IdentityFile(folder);
  return {
    records: await IdentityRecords.open(keeper, now),
    host: now,
    hosts: [host, ...allowHost],
    autoLogin,
    publicUrl: identity.issuer,
  };
}

/** @throws Mistake for a user whom no realm has: nobody would ever be logged in */
export function checkAutoLogin({ autoLogin, realms }: Identity): void {
  if (autoLogin === undefined || [...realms.values()].some((realm) => userOf(realm, autoLogin))) return;
  const names = [...realms.values()].flatMap(({ users }) =>
    [...users.values()].map(({ username }) => username),
  );
  throw new Mistake([
    { text: `--auto-login ${autoLogin}: there is no such user; there is ${names.join(', ')}` },
  ]);
}
