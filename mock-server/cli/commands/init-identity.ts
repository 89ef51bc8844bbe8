import { join, relative } from 'node:path';
import { stringify } from 'yaml';
import type { JsonObject } from '../../../contracts/files/json.ts';
import { packageFolder } from '../../../contracts/files/package-folder.ts';
import { readSource } from '../../../contracts/files/source-file.ts';
import { bundledFixtures } from '../../../contracts/reader/fixtures.ts';
import type { Answers } from '../../behaviours/template-for-init.ts';
import { fixtureYaml } from './write-fixtures.ts';

interface ShippedRealm extends JsonObject {
  clients: { id: string }[];
}

/** Where a front end is expected that did not say where it is. */
const FRONT_END = 'http://localhost:4200/';

/**
 * The files that say who logs in, and to what: the first realm with the user's own names, the others as they ship, and the
 * organization by which a front end finds it.
 * @param answers to `identityQuestions`; without users those that ship log in
 */
export function identityFiles(folder: string, answers: Answers): [path: string, text: string][] {
  const { realm, client, redirects, users } = named(answers);
  const [first, ...others] = shippedRealms();
  const own = {
    name: realm,
    clients: [{ id: client, redirectUris: redirects }],
    users: users.length === 0 ? (first?.users ?? []) : users.map(userNamed),
  };
  const realms = { realms: [own, ...others.filter(({ name }) => name !== realm)] };
  const schema = relative(
    join(folder, 'identity'),
    join(packageFolder(), 'contracts', 'identity.schema.json'),
  );
  return [
    [
      join(folder, 'identity', 'realms.yaml'),
      `# yaml-language-server: $schema=${schema}\n${stringify(realms, { lineWidth: 110 })}`,
    ],
    [
      join(folder, 'organization', 'catalogue.yaml'),
      fixtureYaml(folder, 'organization', 'catalogue', {
        organizations: [organization(realm, client, redirects)],
      }),
    ],
  ];
}

/** The realm and the client of the login that ships, as answers to `identityQuestions`. */
export function shippedLogin(): Answers {
  const [realm] = shippedRealms();
  return { loginRealm: [String(realm?.name)], loginClient: [String(realm?.clients[0]?.id)] };
}

function shippedRealms(): ShippedRealm[] {
  const { value } = readSource(join(bundledFixtures(), 'identity', 'realms.yaml'));
  return (value as { realms: ShippedRealm[] }).realms;
}

function named({ loginRealm = [], loginClient = [], loginRedirect = [], loginUser = [] }: Answers) {
  const [realm = ''] = loginRealm;
  const [client = ''] = loginClient;
  return { realm, client, redirects: loginRedirect, users: loginUser };
}

function userNamed(username: string): JsonObject {
  return {
    username,
    email: username.includes('@') ? username : `${username}@example.com`,
    organization: 'demo',
  };
}

/** The one that ships, at another realm. A pattern for all ports of this machine is no address to send anybody to. */
function organization(realm: string, clientId: string, [redirect = '']: string[]): JsonObject {
  const { organizations } = readSource(join(bundledFixtures(), 'organization', 'catalogue.yaml')).value as {
    organizations: JsonObject[];
  };
  const redirectUri = redirect.includes('localhost/') ? FRONT_END : redirect.replace(/\*$/, '');
  return { ...organizations[0], realm, clientId, redirectUri };
}
