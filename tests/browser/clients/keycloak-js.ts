import Keycloak, { type KeycloakInitOptions } from 'keycloak-js';

/** One for a page: it reads the answer in the address when it begins. */
export async function begun(url: string, options: KeycloakInitOptions = {}): Promise<Keycloak> {
  const keycloak = new Keycloak({ url, realm: 'flowx', clientId: 'flowx-platform-authenticate' });
  await keycloak.init(options);
  (globalThis as { keycloak?: Keycloak }).keycloak = keycloak;
  return keycloak;
}
