import type { Diagnosis } from '../examination/diagnosis.ts';

/** A stand-in that says itself that something is wrong: a full disk, a change that was not taken over. */
export const degraded: Diagnosis = ({ standIn, origin }) => {
  if (!standIn || standIn.health.status === 'ok') return [];
  return [
    {
      name: 'degraded',
      what: `The stand-in says that it is ${standIn.health.status}`,
      where: `${origin}/__admin/health`,
      why: standIn.health.reason ?? 'It does not say why.',
      mend: 'Mend what it says; it goes on by itself then.',
    },
  ];
};
