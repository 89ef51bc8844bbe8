import type { GetOrganizationByCodeResponse } from '../../../contracts/types/organization.d.ts';
import { Refusal } from '../../domain/values/refusal.ts';
import type { Behaviour, Call, Reply } from '../behaviour.ts';

/** The shapes of the product's own data. */
interface Organizations {
  catalogue: { organizations?: Organization[] };
  learned: object;
  fixture: object;
  facts: object;
  shown: object;
  operations: {
    getOrganizationByCode: {
      params: { orgCode: string };
      query: object;
      request: unknown;
      response: GetOrganizationByCodeResponse;
    };
  };
}

interface Organization {
  code: string;
  organizationId: string;
  realm: string;
  clientId: string;
  redirectUri: string;
}

export const behaviour: Behaviour<Organizations> = {
  operations: { getOrganizationByCode },
  samples: ({ organizations = [] }) => {
    const [first] = organizations;
    return { getOrganizationByCode: first ? { params: { orgCode: first.code } } : null };
  },
};

/**
 * An organization, and where its users log in: at the stand-in, by the address that it was asked by.
 * @throws Refusal unknown-organization
 */
async function getOrganizationByCode({
  params: { orgCode },
  catalogue: { organizations = [] },
  issuer,
}: Call<Organizations, 'getOrganizationByCode'>): Promise<Reply<GetOrganizationByCodeResponse>> {
  const found = organizations.find(({ code }) => code === orgCode);
  if (!found) {
    const known = organizations.map(({ code }) => code).join(', ') || 'none yet';
    throw new Refusal('unknown-organization', { orgCode, known });
  }
  const { organizationId, realm, clientId, redirectUri } = found;
  const at = issuer(realm);
  const tokenEndpoint = `${at}/protocol/openid-connect/token`;
  return { status: 200, body: { organizationId, issuer: at, tokenEndpoint, clientId, redirectUri } };
}
