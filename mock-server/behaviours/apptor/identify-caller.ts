import { timestamp } from '../../domain/time/timestamp.ts';
import type { Data } from '../../domain/values/process-data.ts';
import { Refusal } from '../../domain/values/refusal.ts';
import type { Caller, CallersWorld, Credential } from '../behaviour.ts';
import { type Directory, directoryOf, type Key, type KnownKey } from './id-lookup.ts';
import type { Apptor } from './product.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
/** What a bearer token without claims stands for. */
const DEFAULT_ORGANIZATION = 'org_demo';

/**
 * Who the bearer of a key or token is. A key is checked in the order of the page /architecture/auth: known, secret,
 * active, not expired, within its limits.
 * @throws Refusal key-malformed, key-unknown, key-secret-wrong, key-suspended, key-revoked, key-expired, rate-limited
 */
export function identify({ scheme, value, claims }: Credential, around: CallersWorld<Apptor>): Caller {
  const directory = directoryOf(around.catalogue);
  if (scheme === 'bearer') return bearer(directory, claims ?? {});
  const keyId = keyIdOf(directory, value);
  const entry = directory.keys.get(keyId);
  if (!entry) {
    const meant = { asked: keyId, known: directory.keys.keys(), of: directory.keys };
    throw new Refusal('key-unknown', { keyId }, { meant });
  }
  if (value !== `apk_${keyId}_${entry.secret}`) throw new Refusal('key-secret-wrong', { keyId });
  if (entry.system) return { name: `system key ${keyId}`, permissions: 'every', system: true };
  return ofOrganization(entry, around);
}

function ofOrganization(
  { key, organization }: KnownKey & { system: false },
  { clock, rates }: CallersWorld<Apptor>,
): Caller {
  const { keyId, status, expiresAt } = key;
  if (status === 'SUSPENDED') throw new Refusal('key-suspended', { keyId });
  if (status === 'REVOKED') throw new Refusal('key-revoked', { keyId });
  const now = clock.now();
  if (expiresAt && Date.parse(expiresAt) <= now) {
    throw new Refusal('key-expired', { keyId, expiredAt: timestamp(Date.parse(expiresAt)) });
  }
  const limit = (per: string, length: number, most: number | null | undefined): void => {
    if (typeof most !== 'number' || rates.count(`${keyId} ${per}`, length, now) <= most) return;
    const reason = `key ${keyId} may be used ${most} times ${per}`;
    throw new Refusal('rate-limited', { reason, retryAfter: length / 1000 });
  };
  limit('a minute', MINUTE, key.rateLimitPerMinute);
  limit('an hour', HOUR, key.rateLimitPerHour);
  return {
    name: `key ${keyId}`,
    permissions: permissionsOf(key, organization.roles),
    organization: organization.id,
  };
}

function permissionsOf({ roles }: Key, known: { name: string; permissions: string[] }[]): string[] {
  return known.filter(({ name }) => roles.includes(name)).flatMap(({ permissions }) => permissions);
}

/** Ids and secrets may both hold `_`, so the longest known id that fits counts; else what stands before the next `_`. */
function keyIdOf({ keys }: Directory, value: string): string {
  const [, rest] = value.match(/^apk_(.+)$/) ?? [];
  if (rest === undefined) throw new Refusal('key-malformed', { reason: 'a key begins with apk_' });
  const fitting = [...keys.keys()].filter((keyId) => rest.startsWith(`${keyId}_`));
  const longest = fitting.sort((a, b) => b.length - a.length)[0];
  const keyId = longest ?? rest.match(/^(.+?)_./)?.[1];
  if (keyId === undefined)
    throw new Refusal('key-malformed', { reason: 'a key is apk_, its id, _ and its secret' });
  return keyId;
}

function bearer({ organizations }: Directory, { organizationId, permissions, email, userId }: Data): Caller {
  const [first] = organizations.keys();
  const fallback = organizations.has(DEFAULT_ORGANIZATION)
    ? DEFAULT_ORGANIZATION
    : (first ?? DEFAULT_ORGANIZATION);
  const user = typeof email === 'string' ? email : userId;
  return {
    name: typeof user === 'string' ? `user ${user}` : 'bearer token',
    permissions: Array.isArray(permissions) ? permissions.map(String) : 'every',
    organization: typeof organizationId === 'string' ? organizationId : fallback,
  };
}
