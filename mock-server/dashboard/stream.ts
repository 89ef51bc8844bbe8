import { BASE } from './base.ts';

/** An event of `/__admin/events`, as docs/journal-and-control-plane.md has them. */
export interface Told {
  type: string;
  data: Record<string, unknown>;
}

/** What tabs tell each other: an event, whether the stand-in is there, or that somebody came who does not know. */
type Said = Told | { type: 'linked'; linked: boolean } | { type: 'asks' };

interface Hearing {
  tell: (told: Told) => void;
  link: (linked: boolean) => void;
}

const TYPES = ['request', 'instance', 'clock', 'faults', 'world', 'snapshots', 'missed'];
/** After how long a stream that was refused is asked for again, in milliseconds. */
const AGAIN_MS = 2000;
/** All worlds of a stand-in share one stream, so that the tabs of several worlds do, too. */
const NAME = `flowx-mock events of ${BASE.replace(/\/@[^/]+$/, '')}`;

/**
 * Listens to what happens, for as long as the page is looked at. A browser opens no more than six connections to a host, and
 * the application under test is asked for at the same one: so of all tabs that are looked at one has the stream, and tells
 * the others. When it goes, or is not looked at any more, another one takes over.
 */
export function listen(hearing: Hearing): void {
  const channel = new BroadcastChannel(NAME);
  let looking: AbortController | undefined;
  let linked: boolean | undefined;
  const hear = (said: Said): void => {
    if (said.type === 'linked' && 'linked' in said) {
      linked = said.linked;
      hearing.link(said.linked);
    } else if ('data' in said) hearing.tell(said);
  };
  let leads = false;
  channel.onmessage = ({ data }: MessageEvent<Said>) => {
    if (data.type !== 'asks') {
      if (looking) hear(data);
    } else if (leads && linked !== undefined) channel.postMessage({ type: 'linked', linked });
  };
  const lead = async (signal: AbortSignal): Promise<void> => {
    leads = true;
    await streamed(signal, (said) => {
      hear(said);
      channel.postMessage(said);
    });
    leads = false;
  };
  const attend = (): void => {
    const looked = document.visibilityState === 'visible';
    if (!looked) {
      looking?.abort();
      looking = undefined;
    } else if (!looking) {
      looking = new AbortController();
      channel.postMessage({ type: 'asks' });
      void leadOnce(looking.signal, lead);
    }
  };
  document.addEventListener('visibilitychange', () => {
    const back = !looking && document.visibilityState === 'visible';
    attend();
    // What happened while nobody looked was not heard.
    if (back) hearing.tell({ type: 'missed', data: {} });
  });
  attend();
}

/** Leads once no other tab does. Without a safe origin there are no locks: then every tab that is looked at leads. */
async function leadOnce(signal: AbortSignal, lead: (signal: AbortSignal) => Promise<void>): Promise<void> {
  const locks = (navigator as { locks?: LockManager }).locks;
  if (!locks) return lead(signal);
  // It rejects when somebody looks away who was still waiting.
  await locks.request(NAME, { signal }, () => lead(signal)).catch(() => undefined);
}

/** Tells what comes by a stream, until it is not wanted any more. */
function streamed(signal: AbortSignal, say: (said: Said) => void): Promise<void> {
  let source: EventSource;
  let waiting: number | undefined;
  const open = (): void => {
    source = new EventSource('events?world=*');
    source.onopen = () => {
      say({ type: 'linked', linked: true });
      // What happened while nobody listened is not told: everything is read anew.
      say({ type: 'missed', data: {} });
    };
    source.onerror = () => {
      say({ type: 'linked', linked: false });
      if (source.readyState === EventSource.CLOSED) waiting = window.setTimeout(open, AGAIN_MS);
    };
    for (const type of TYPES)
      source.addEventListener(type, ({ data }) => say({ type, data: JSON.parse(data) }));
  };
  if (signal.aborted) return Promise.resolve();
  open();
  return new Promise((resolve) =>
    signal.addEventListener('abort', () => {
      clearTimeout(waiting);
      source.close();
      resolve();
    }),
  );
}
