import type { Diagnosis } from '../examination/diagnosis.ts';
import { requestsOf, whereIs } from '../examination/requests-of.ts';

/** Tokens and keys that were refused for their dates: is the token old, or the clock that it was judged by? */
export const tokenDates: Diagnosis = (patient) => {
  const alike = requestsOf(patient, ({ refusal }) =>
    refusal && /expired|not-yet-valid/.test(refusal.name) ? refusal.reason : undefined,
  );
  return alike.map((one) => {
    const late = /expired/.test(one.request.refusal?.name ?? '');
    const [date = ''] = one.text.match(/\d{4}-\d\d-\d\dT[\d:.]+Z/) ?? [];
    const limit = Date.parse(date);
    const fineHere = late ? limit > patient.now : limit <= patient.now;
    const clock = `${patient.origin}/@${one.world.name}/__admin/clock`;
    return {
      name: 'token-dates',
      what: `${one.request.operationId} is called with a credential whose dates do not fit`,
      where: whereIs(patient, one),
      why: `${one.text} The clock of world ${one.world.name} says ${one.world.clock.now}, this machine's ${new Date(patient.now).toISOString()}.`,
      mend: fineHere
        ? `By this machine's clock it would do: the clock of the world was moved (${clock}), or that machine's is off. Begin the world anew, or issue tokens by its clock.`
        : late
          ? 'Get a new one.'
          : "See whether the issuer's clock is right.",
    };
  });
};
