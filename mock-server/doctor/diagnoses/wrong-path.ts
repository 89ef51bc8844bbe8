import type { Diagnosis } from '../examination/diagnosis.ts';
import { pathOf, requestsOf, whereIs } from '../examination/requests-of.ts';

/** Requests that no operation answers, and that are near one: a base URL, a method or a path that is not quite right. */
export const wrongPath: Diagnosis = (patient) => {
  const alike = requestsOf(patient, ({ method, nearest }) => {
    const [first] = nearest ?? [];
    return first && `${method}, where ${first.method} ${first.path} is near: ${first.differences.join('; ')}`;
  });
  return alike.map((one) => {
    const path = pathOf(one.request);
    const below = patient.standIn?.prefixes.some((prefix) => path.startsWith(`${prefix}/`));
    const [first] = one.request.nearest ?? [];
    return {
      name: 'wrong-path',
      what: `Your application asks ${one.request.method} ${path}; ${first?.differences.join('; ')}`,
      where: whereIs(patient, one),
      why: `No operation answers that. The nearest is ${first?.method} ${first?.path}.`,
      mend: below
        ? `Ask ${first?.method} ${first?.path}.`
        : `The base URL is wrong: ${patient.origin}, with no path and no slash at its end, is right for clients that add the whole path.`,
    };
  });
};
