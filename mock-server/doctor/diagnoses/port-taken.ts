import type { Diagnosis } from '../examination/diagnosis.ts';
import { portHolder } from '../examination/port-holder.ts';

/** Hosts that are this machine. */
const HERE = /^(localhost|127(\.\d{1,3}){3}|\[::1\])$/;

/** Something else listens where the stand-in is, or would be. */
export const portTaken: Diagnosis = async ({ listening, standIn, plainHttp, refused, origin, given }) => {
  if (!listening || standIn || plainHttp !== undefined || refused !== undefined) return [];
  const { hostname, port, protocol } = new URL(origin);
  const number = Number(port || (protocol === 'https:' ? 443 : 80));
  const holder = HERE.test(hostname) ? await portHolder(number) : undefined;
  const who = holder ? `process ${holder.pid} (${holder.command})` : 'another program';
  return [
    {
      name: 'port-taken',
      what: `Port ${number} is taken by ${who}, which is no flowx-mock`,
      where: origin,
      why: given
        ? 'Your application talks to that program.'
        : 'serve cannot listen there, and whoever asks that port talks to that program.',
      mend: `${holder ? `Stop it (kill ${holder.pid})` : 'Stop it'}, or choose another port: flowx-mock serve --port 0 takes a free one.`,
    },
  ];
};
