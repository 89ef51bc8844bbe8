import type { Diagnosis } from '../diagnosis.ts';

/** A control plane that does not let anybody look. */
export const noAccess: Diagnosis = ({ standIn, origin }) => {
  if (!standIn || standIn.worlds) return [];
  return [
    {
      name: 'no-access',
      what: 'The control plane does not answer without its token',
      where: `${origin}/__admin`,
      why: 'Clocks and journals were not looked at, so mistakes of your application are not found.',
      mend: 'Give --admin-token with the token that serve printed or was given.',
    },
  ];
};
