import type { Diagnosis } from '../examination/diagnosis.ts';
import { requestsOf, whereIs } from '../examination/requests-of.ts';

/** Calls of a product that are known, and that the stand-in does not answer. */
export const leftOut: Diagnosis = (patient) =>
  requestsOf(
    patient,
    ({ leftOut: call }) => call && `a call of ${call.whose} is not answered: ${call.why}`,
  ).map((one) => ({
    name: 'left-out',
    what: `Your application asks ${one.request.method} ${one.request.url}; ${one.text}`,
    where: whereIs(patient, one),
    why: `It is known and left out on purpose: ${one.request.leftOut?.page}`,
    mend: one.request.leftOut?.instead ?? '',
  }));
