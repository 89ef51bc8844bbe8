import type { Diagnosis, Finding } from '../examination/diagnosis.ts';

/** How far a clock may be off before it is told. */
const WORLD_MS = 5 * 60_000;
const MACHINE_MS = 60_000;

/** Clocks that are far from this machine's: a world's that was moved, or that of the machine the stand-in is on. */
export const clockOff: Diagnosis = ({ standIn, origin, now, post }) => {
  if (!standIn) return [];
  const worlds = (standIn.worlds ?? []).flatMap(({ name, clock }): Finding[] => {
    const by = Date.parse(clock.now) - (now + standIn.ahead);
    if (Math.abs(by) < WORLD_MS) return [];
    return [
      {
        name: 'clock-off',
        what: `The clock of world ${name} is ${apart(by)} that of its machine`,
        where: `${origin}/@${name}/__admin/clock`,
        why: 'Dates in answers and the dates of tokens and keys go by it: a token of today may count as expired.',
        mend: `If that is not meant, begin anew: ${post(`${origin}/@${name}/__admin/reset`)} (it forgets the world's instances).`,
      },
    ];
  });
  if (Math.abs(standIn.ahead) < MACHINE_MS) return worlds;
  const machine: Finding = {
    name: 'clock-off',
    what: `The machine of the stand-in has a clock that is ${apart(standIn.ahead)} this machine's`,
    where: origin,
    why: 'Tokens that are issued on one of them may be out of date on the other.',
    mend: 'Set both by NTP (timedatectl set-ntp true); a container or virtual machine that slept may need a restart.',
  };
  return [machine, ...worlds];
};

function apart(by: number): string {
  const minutes = Math.round(Math.abs(by) / 60_000);
  const [days, hours] = [Math.floor(minutes / 1440), Math.floor((minutes % 1440) / 60)];
  const parts = [days && `${days} d`, hours && `${hours} h`, minutes % 60 && `${minutes % 60} min`];
  return `${parts.filter(Boolean).join(' ') || 'less than a minute'} ${by > 0 ? 'ahead of' : 'behind'}`;
}
