import { useEffect, useRef, useState } from 'preact/hooks';
import { WORLD } from './base.ts';
import { listen, type Told } from './stream.ts';

type Listener = (told: Told) => void;
const listeners = new Set<Listener>();
const linked = new Set<(connected: boolean) => void>();

/** Begins to listen, for as long as the page is looked at. */
export function beginListening(): void {
  listen({
    tell: (told) => {
      const { world = WORLD } = told.data;
      // Of other worlds only that they come and go is of interest here.
      if (world !== WORLD && told.type !== 'world') return;
      const heard = world === WORLD ? told : { ...told, type: 'other world' };
      for (const tell of listeners) tell(heard);
    },
    link: (connected) => {
      for (const tell of linked) tell(connected);
    },
  });
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
