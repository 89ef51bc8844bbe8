import type { Diagnosis } from '../examination/diagnosis.ts';

/** What a proxy says about the address that people reach it by, and what counts for nothing, as the stand-in tells of it. */
export const ignoredForwarding: Diagnosis = ({ standIn, origin }) =>
  (standIn?.health.notices ?? [])
    .filter((text) => text.startsWith('X-Forwarded-'))
    .map((what) => ({
      name: 'ignored-forwarding',
      what,
      where: `${origin}/__admin/health`,
      why: 'Issuer, redirects and exported documents name another address than the one that people reach the proxy by.',
      mend: 'Mend what the proxy sends, and start the stand-in again; or name the address with "identity: { issuer: … }" in the configuration.',
    }));
