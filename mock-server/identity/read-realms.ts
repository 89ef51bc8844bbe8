import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { Mistake } from '../../contracts/files/mistake.ts';
import { packageFolder } from '../../contracts/files/package-folder.ts';
import { readSource, type SourceFile } from '../../contracts/files/source-file.ts';
import { checkAgainst } from '../../contracts/schema/judging/check-file.ts';
import {
  type Client,
  type Grant,
  type Lifetimes,
  type Realm,
  serviceAccountName,
  type User,
} from '../domain/identity/realm.ts';
import { milliseconds } from '../domain/time/duration.ts';
import { digest } from '../domain/values/digest.ts';
import type { Data } from '../domain/values/process-data.ts';

/** Where realms stand in a folder of fixtures. */
const REALMS_FILE = join('identity', 'realms.yaml');

/** As `contracts/identity.schema.json` has them. Durations are ISO 8601. */
interface WrittenRealm {
  name: string;
  like?: Realm['like'];
  lifetimes?: Partial<Record<keyof Lifetimes, string>>;
  clients: WrittenClient[];
  users?: WrittenUser[];
}

interface WrittenClient {
  id: string;
  secret?: string;
  redirectUris?: string[];
  postLogoutRedirectUris?: string[];
  webOrigins?: string[];
  grants?: Grant[];
  pkce?: Client['pkce'];
  scopes?: string[];
  audience?: string | string[];
  lifetimes?: WrittenRealm['lifetimes'];
  claims?: Data;
}

type WrittenUser = { username: string } & Partial<Omit<User, 'username'>>;

/**
 * What Keycloak begins with, but for access tokens, which are given half an hour, and logins that nobody uses, which last
 * longer: a token that is out of date is to find its login still there.
 */
const LIFETIMES: Lifetimes = {
  accessToken: milliseconds('PT30M'),
  sessionIdle: milliseconds('PT1H'),
  sessionMax: milliseconds('PT10H'),
  offlineIdle: milliseconds('P30D'),
  code: milliseconds('PT1M'),
  loginPage: milliseconds('PT30M'),
};

/** This machine, at any port: whoever develops a front end has it there. */
const LOOPBACK = ['http://localhost/*', 'http://127.0.0.1/*', 'http://[::1]/*'];

/**
 * Reads the realms of a folder of fixtures; a folder that has none gets those that ship.
 * @throws Mistake with file, line and pointer
 */
export function readRealms(fixtures: string, bundled: string): ReadonlyMap<string, Realm> {
  const own = join(fixtures, REALMS_FILE);
  const source = readSource<{ realms: WrittenRealm[] }>(existsSync(own) ? own : join(bundled, REALMS_FILE));
  const schema = readSource(join(packageFolder(), 'contracts', 'identity.schema.json'));
  if (!source.verified || !schema.verified) checkAgainst(schema.value, source);
  const { realms } = source.value;
  checkNames(realms, source);
  return new Map(realms.map((realm, index) => [realm.name, settled(realm, `/realms/${index}`, source)]));
}

/** What a schema cannot see: names that stand there twice. */
function checkNames(realms: WrittenRealm[], source: SourceFile<unknown>): void {
  const twice = (names: string[], what: string, pointer: (index: number) => string) =>
    names.flatMap((name, index) =>
      names.indexOf(name) < index
        ? [{ text: `there are two ${what} "${name}"`, place: source.place(pointer(index)) }]
        : [],
    );
  const problems = [
    ...twice(
      realms.map(({ name }) => name),
      'realms',
      (index) => `/realms/${index}/name`,
    ),
    ...realms.flatMap(({ clients, users = [] }, at) => [
      ...twice(
        clients.map(({ id }) => id),
        'clients',
        (index) => `/realms/${at}/clients/${index}/id`,
      ),
      ...twice(
        users.map(({ username }) => username.toLowerCase()),
        'users',
        (index) => `/realms/${at}/users/${index}/username`,
      ),
    ]),
  ];
  if (problems.length > 0) throw new Mistake(problems);
}

function settled(realm: WrittenRealm, pointer: string, source: SourceFile<unknown>): Realm {
  const { name, like = 'rfc', clients, users = [] } = realm;
  const lives = lifetimes(LIFETIMES, realm.lifetimes, `${pointer}/lifetimes`, source);
  const all = clients.map((client, index) =>
    settledClient(client, lives, `${pointer}/clients/${index}`, source),
  );
  const service = all.filter(({ grants }) => grants.includes('client_credentials'));
  // A service account that the fixtures have, with roles of its own, stands for the one that would be made up.
  const named = new Set(users.map(({ username }) => username.toLowerCase()));
  const made = service.map(serviceUser).filter(({ username }) => !named.has(username));
  const everybody = [...users, ...made].map((user) => settledUser(user, name));
  return {
    name,
    like,
    clients: new Map(all.map((client) => [client.id, client])),
    users: new Map(everybody.map((user) => [user.username.toLowerCase(), user])),
  };
}

function serviceUser(client: Client): WrittenUser {
  return { username: serviceAccountName(client) };
}

function settledClient(
  client: WrittenClient,
  lives: Lifetimes,
  pointer: string,
  source: SourceFile<unknown>,
): Client {
  const { id, secret, audience = 'account', redirectUris = LOOPBACK } = client;
  return {
    id,
    secret,
    redirectUris,
    postLogoutRedirectUris: client.postLogoutRedirectUris ?? ['+'],
    webOrigins: client.webOrigins ?? ['+'],
    grants: client.grants ?? ['authorization_code', 'refresh_token', 'password'],
    pkce: client.pkce ?? 'required',
    scopes: client.scopes ?? [],
    audience: [audience].flat(),
    lifetimes: lifetimes(lives, client.lifetimes, `${pointer}/lifetimes`, source),
    claims: client.claims ?? {},
  };
}

/** The id of a user is the same in every run: applications keep it. */
function settledUser(user: WrittenUser, realm: string): User {
  const { username, firstName, lastName, email, password, organization } = user;
  return {
    id: user.id ?? uuidOf(digest('user', realm, username.toLowerCase())),
    username,
    password,
    firstName,
    lastName,
    email,
    emailVerified: user.emailVerified ?? email !== undefined,
    enabled: user.enabled ?? true,
    groups: user.groups ?? [],
    roles: user.roles ?? [],
    attributes: user.attributes ?? {},
    organization,
    claims: user.claims ?? {},
  };
}

function uuidOf(hex: string): string {
  const parts = [hex.slice(0, 8), hex.slice(8, 12), `8${hex.slice(13, 16)}`, `8${hex.slice(17, 20)}`];
  return [...parts, hex.slice(20, 32)].join('-');
}

function lifetimes(
  inherited: Lifetimes,
  own: WrittenRealm['lifetimes'],
  pointer: string,
  source: SourceFile<unknown>,
): Lifetimes {
  const settledOnes = Object.entries(own ?? {}).map(([name, text]) => {
    try {
      return [name, milliseconds(text)];
    } catch (error) {
      throw Mistake.at(source.place(`${pointer}/${name}`), (error as Error).message);
    }
  });
  return { ...inherited, ...Object.fromEntries(settledOnes) };
}
