import type { Diagnosis } from '../examination/diagnosis.ts';
import { requestsOf, whereIs } from '../examination/requests-of.ts';

const NOT_FOUND = 404;

/** Requests for ids that the catalogue does not know. */
export const unknownIds: Diagnosis = (patient) => {
  const alike = requestsOf(patient, ({ operationId, status, refusal }) =>
    operationId !== undefined && status === NOT_FOUND ? refusal?.reason : undefined,
  );
  return alike.map((one) => ({
    name: 'unknown-ids',
    what: `${one.request.operationId} is called with an id that the stand-in does not know`,
    where: whereIs(patient, one),
    why: one.request.why ?? one.text,
    mend: 'Serve a world with your own ids (flowx-mock init FOLDER, then serve --fixtures FOLDER), or start with --learn, which takes unknown ids for granted. GET /__admin/catalogue lists those that are known. An instance is gone after a reset, and with --ephemeral after the end.',
  }));
};
