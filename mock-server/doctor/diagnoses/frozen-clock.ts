import type { Diagnosis } from '../examination/diagnosis.ts';

/** A clock that stands still while instances wait for time to pass. */
export const frozenClock: Diagnosis = ({ standIn, origin, post }) =>
  (standIn?.worlds ?? [])
    .filter(({ clock, waiting }) => clock.mode === 'frozen' && waiting > 0)
    .map(({ name, clock, waiting }) => ({
      name: 'frozen-clock',
      what: `The clock of world ${name} stands still at ${clock.now}`,
      where: `${origin}/@${name}/__admin/clock`,
      why: `Instances that wait for less than a day to pass, and will not go on: ${waiting}.`,
      mend: `Let it go on (${post(`${origin}/@${name}/__admin/clock/run`)}), or move it with /clock/advance.`,
    }));
