import type { Diagnosis } from '../examination/diagnosis.ts';

/** An address at which nothing listens. Nobody is asked where none was given: serve need not run. */
export const nothingAnswers: Diagnosis = ({ given, listening, origin }) => {
  if (given === undefined || listening) return [];
  const { hostname, port } = new URL(origin);
  return [
    {
      name: 'nothing-answers',
      what: `Nothing listens at ${origin}`,
      where: given,
      why: 'Every call of your application fails before it is sent.',
      mend: `Start it: flowx-mock serve --host ${hostname.replace(/^\[|\]$/g, '')} --port ${port || 80}; or give the address that serve printed.`,
    },
  ];
};
