import type { Diagnosis } from '../examination/diagnosis.ts';

const NOT_LOOKED = 'Clocks and journals were not looked at, so mistakes of your application are not found.';

/** A control plane that does not let anybody look, or not those who call its host by this name. */
export const noAccess: Diagnosis = ({ standIn, refused, origin }) => {
  const where = `${origin}/__admin`;
  if (refused !== undefined) {
    const [flag = '--allow-host NAME'] = refused.match(/--allow-host \S*[^\s.]/) ?? [];
    return [
      {
        name: 'no-access',
        what: 'A flowx-mock answers, but its control plane does not by this name',
        where,
        why: `It says: ${refused} ${NOT_LOOKED}`,
        mend: `Start it so that it does (flowx-mock serve ${flag}), or ask it by its address.`,
      },
    ];
  }
  if (!standIn || standIn.worlds) return [];
  return [
    {
      name: 'no-access',
      what: 'The control plane does not answer without its token',
      where,
      why: NOT_LOOKED,
      mend: 'Give --admin-token with the token that serve printed or was given.',
    },
  ];
};
