import type { Diagnosis } from '../examination/diagnosis.ts';
import { pathOf, requestsOf, whereIs } from '../examination/requests-of.ts';

/** Calls that a browser keeps to itself, as CORS does not allow what the page wants. */
export const blockedByCors: Diagnosis = (patient) =>
  requestsOf(patient, ({ blocked }) => blocked).map((one) => ({
    name: 'blocked-by-cors',
    what: `${one.text} ${one.request.headers['access-control-request-method'] ?? one.request.method} ${pathOf(one.request)}`,
    where: whereIs(patient, one),
    why: 'The page is told of a network error and nothing else, and the call that it wanted to make is never sent.',
    mend: one.request.hint ?? 'Leave it out of the call.',
  }));
