import type { Diagnosis, Finding } from '../examination/diagnosis.ts';

/** A base URL that leads nowhere: a slash at its end, or a path that no API has. */
export const wrongBaseUrl: Diagnosis = ({ given, standIn, origin }) => {
  if (given === undefined || !standIn?.worlds) return [];
  const path = new URL(given).pathname.replace(/^\/@[^/]*/, '').replace(/\/+$/, '');
  const found: Finding[] = [];
  const leads = standIn.prefixes.some((prefix) => `${prefix}/`.startsWith(`${path}/`));
  if (!leads) {
    found.push({
      name: 'wrong-base-url',
      what: `No API is below ${path}`,
      where: given,
      why: `The APIs are below ${standIn.prefixes.join(', ')}: whatever your application puts behind ${path} is answered with 404.`,
      mend: `Set the base URL to ${origin}, where your application adds such a path itself.`,
    });
  }
  if (given.endsWith('/')) {
    found.push({
      name: 'wrong-base-url',
      what: 'The base URL ends with a slash',
      where: given,
      why: `A client that adds a path such as ${standIn.prefixes[0]} asks ${given.replace(/\/+$/, '')}/${standIn.prefixes[0]}, which is another path.`,
      mend: `Leave the slash out: ${given.replace(/\/+$/, '')}`,
    });
  }
  return found;
};
