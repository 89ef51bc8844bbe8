import { useEffect, useRef, useState } from 'preact/hooks';
import { get } from './control-plane.ts';
import type { Entry } from './journal-entry.ts';
import { useTold } from './live.ts';

/** So many are shown; the journal has more, and `flowx-mock doctor` and the HAR have them all. */
export const MOST = 1000;
/** So much may come in this time, in milliseconds, before the list is drawn once: each by itself would hold the page up. */
const SOON = 50;

interface Page {
  items: Entry[];
}

/** The requests of the world as they come, those last answered first; undefined until they were read. */
export function useRequests(paused: boolean, fail: (error: Error) => void): Entry[] | undefined {
  const [entries, setEntries] = useState<Entry[]>();
  // What was told and is not shown yet, the newest first.
  const told = useRef<Entry[]>([]);
  const soon = useRef<number>();
  const reading = useRef<Promise<Page>>();
  const show = (items?: Entry[]) => {
    const fresh = told.current;
    told.current = [];
    setEntries((before = []) => joined(fresh, items ?? before));
  };
  const read = () => {
    const mine = get<Page>(`requests?limit=${MOST}`);
    reading.current = mine;
    const over = () => {
      const latest = reading.current === mine;
      if (latest) reading.current = undefined;
      return latest;
    };
    // What is told meanwhile may not be in the answer: it is put before it.
    return mine.then(
      ({ items }) => over() && show(items),
      (error: Error) => {
        if (over()) show();
        fail(error);
      },
    );
  };
  useEffect(() => {
    if (paused) told.current = [];
    else void read();
  }, [paused]);
  useEffect(() => () => clearTimeout(soon.current), []);
  useTold(({ type, data }) => {
    if (paused) return;
    if (type === 'request') {
      told.current.unshift(data as unknown as Entry);
      soon.current ??= window.setTimeout(() => {
        soon.current = undefined;
        if (!reading.current) show();
      }, SOON);
    } else if (type === 'world' || type === 'missed') {
      // What was told before is of the world as it was.
      if (type === 'world') told.current = [];
      void read();
    }
  });
  return entries;
}

/** Both lists as one, each request once. */
function joined(fresh: Entry[], before: Entry[]): Entry[] {
  if (fresh.length === 0) return before;
  return [...new Map([...fresh, ...before].map((entry) => [entry.id, entry])).values()].slice(0, MOST);
}
