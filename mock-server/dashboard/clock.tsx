import { useEffect, useState } from 'preact/hooks';
import { call, get } from './control-plane.ts';
import { useTold } from './live.ts';
import { fromNow, shown } from './moments.ts';
import { useReadOnly } from './read-only.ts';

interface Clock {
  now: string;
  mode: 'running' | 'frozen';
}

interface NextDue {
  id: string;
  at: string;
}

/** The world's clock, as it goes on, and what falls due next. */
export function ClockBar({ fail }: { fail: (error: Error) => void }) {
  const [clock, setClock] = useState<Clock & { seen: number }>();
  const [due, setDue] = useState<NextDue | null>(null);
  const [, setTick] = useState(0);
  const readOnly = useReadOnly();
  const read = () =>
    Promise.all([
      get<Clock>('clock').then((seen) => setClock({ ...seen, seen: Date.now() })),
      get<{ counts: { nextDue: NextDue | null } }>('instances?limit=1&fields=id&counts=true').then(
        ({ counts }) => setDue(counts.nextDue),
      ),
    ]).catch(fail);
  useEffect(() => {
    void read();
    const ticking = setInterval(() => setTick((tick) => tick + 1), 1000);
    return () => clearInterval(ticking);
  }, []);
  useTold(({ type }) => {
    if (['clock', 'instance', 'world', 'missed'].includes(type)) void read();
  });
  if (!clock) return null;
  const passed = clock.mode === 'running' ? Date.now() - clock.seen : 0;
  const now = new Date(Date.parse(clock.now) + passed).toISOString();
  const move = (path: string, body?: unknown) => () => call('POST', `clock/${path}`, body).then(read, fail);
  return (
    <div class="clock">
      <span class={clock.mode === 'frozen' ? 'badge warn' : 'badge good'}>{clock.mode}</span>
      <time dateTime={now} title={`${now} (the world's own, UTC)`}>
        {shown(now)}
      </time>
      {readOnly || <Moving clock={{ ...clock, now }} due={due} move={move} />}
    </div>
  );
}

interface Moved {
  clock: Clock;
  due: NextDue | null;
  move: (path: string, body?: unknown) => () => void;
}

function Moving({ clock, due, move }: Moved) {
  return (
    <>
      <button type="button" onClick={move(clock.mode === 'frozen' ? 'run' : 'freeze')}>
        {clock.mode === 'frozen' ? 'Run' : 'Freeze'}
      </button>
      {[
        ['PT1H', '+ 1 hour'],
        ['P1D', '+ 1 day'],
        ['P7D', '+ 1 week'],
      ].map(([by, text]) => (
        <button type="button" key={by} onClick={move('advance', { by })}>
          {text}
        </button>
      ))}
      {due && Date.parse(due.at) > Date.parse(clock.now) && (
        <button type="button" onClick={move('set', { to: due.at })} title={shown(due.at)}>
          To what is due next ({fromNow(due.at, clock.now)})
        </button>
      )}
    </>
  );
}
