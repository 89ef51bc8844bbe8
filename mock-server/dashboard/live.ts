import { useEffect, useRef, useState } from 'preact/hooks';

/** An event of `/__admin/events`, as docs/journal-and-control-plane.md has them. */
export interface Told {
  type: string;
  data: Record<string, unknown>;
}

const TYPES = ['request', 'instance', 'clock', 'faults', 'world', 'snapshots', 'missed'];

type Listener = (told: Told) => void;
const listeners = new Set<Listener>();
const linked = new Set<(connected: boolean) => void>();
let source: EventSource | undefined;

/**
 * A browser opens no more than six connections to a host, so a page that nobody looks at gives its own up: the application
 * under test is asked for at the same host.
 */
function attend(): void {
  const wanted = document.visibilityState === 'visible';
  if (!wanted) {
    source?.close();
    source = undefined;
    return;
  }
  if (source) return;
  source = new EventSource('events');
  source.onopen = () => {
    for (const tell of linked) tell(true);
    // What happened while nobody listened is not told: everything is read anew.
    for (const tell of listeners) tell({ type: 'missed', data: {} });
  };
  source.onerror = () => {
    for (const tell of linked) tell(false);
    if (source?.readyState !== EventSource.CLOSED) return;
    source = undefined;
    setTimeout(attend, 2000);
  };
  for (const type of TYPES)
    source.addEventListener(type, ({ data }) => {
      for (const tell of listeners) tell({ type, data: JSON.parse(data) });
    });
}

/** Begins to listen, for as long as the page is looked at. */
export function listen(): void {
  document.addEventListener('visibilitychange', attend);
  attend();
}

/** Calls back for each event, as long as the component is there. */
export function useTold(listener: Listener): void {
  const latest = useRef(listener);
  latest.current = listener;
  useEffect(() => {
    const tell: Listener = (told) => latest.current(told);
    listeners.add(tell);
    return () => {
      listeners.delete(tell);
    };
  }, []);
}

/** So much may happen in this time, in milliseconds, before what is shown is read once. */
const SOON = 150;

/**
 * Reads what is shown, at first and soon after each event that it may be other by, however many there are.
 * @param read what it reads; where that is another one, it is read at once
 */
export function useReading(read: () => unknown, wanted: string, concerns: (told: Told) => boolean): void {
  const latest = useRef(read);
  latest.current = read;
  const soon = useRef<number>();
  useEffect(() => {
    latest.current();
  }, [wanted]);
  useEffect(() => () => clearTimeout(soon.current), []);
  useTold((told) => {
    if (!['world', 'missed'].includes(told.type) && !concerns(told)) return;
    soon.current ??= window.setTimeout(() => {
      soon.current = undefined;
      latest.current();
    }, SOON);
  });
}

/** Whether the stand-in is there; undefined before it was asked. */
export function useConnected(): boolean | undefined {
  const [connected, setConnected] = useState<boolean>();
  useEffect(() => {
    linked.add(setConnected);
    return () => {
      linked.delete(setConnected);
    };
  }, []);
  return connected;
}
