import type { Diagnosis } from '../examination/diagnosis.ts';

/** An address with https of a stand-in, which speaks http. */
export const httpsOfHttp: Diagnosis = ({ given, plainHttp }) => {
  if (given === undefined || plainHttp === undefined) return [];
  return [
    {
      name: 'https-of-http',
      what: `A stand-in answers there, and it speaks http, not https`,
      where: given,
      why: 'A client that begins with TLS gets no answer that it understands: "wrong version number", "packet length too long".',
      mend: `Set the base URL to ${plainHttp}${new URL(given).pathname.replace(/\/$/, '')}.`,
    },
  ];
};
