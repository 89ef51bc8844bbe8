import { once } from 'node:events';
import { clientGone } from '../http/transport/client-gone.ts';
import type { EventReader } from '../worlds/announcements.ts';
import { checkWorldName } from '../worlds/world-name.ts';
import type { AdminCall, AdminContext } from './transport/admin-request.ts';
import { onlyParameters, parameter } from './transport/parameters.ts';

/** So much is written at once, in characters. */
const PIECE = 64 * 1024;
/** How long a stream is silent at most, in milliseconds: proxies end what is silent for long. */
const HEARTBEAT_MS = 15_000;
/** How long a client may leave what was written unread, in milliseconds. */
const PATIENCE_MS = 30_000;
/** After how long a browser comes back, in milliseconds. */
const RETRY_MS = 2000;

/**
 * Server-sent events of the world, of another one (`?world=NAME`) or of all (`?world=*`), until the client goes. Who comes
 * back with `Last-Event-ID`, or `?after=ID`, gets what came meanwhile, or is told how many events are gone.
 */
export const getEvents: AdminCall = async ({ announcements, dueWatch, world, req, res }) => {
  onlyParameters(req, ['world', 'after']);
  const named = parameter(req, 'world') ?? world.name;
  const name = named === '*' ? undefined : named;
  if (name !== undefined) checkWorldName(name);
  const after = req.get('last-event-id') ?? parameter(req, 'after');
  res.writeHead(200, {
    'Content-Type': 'text/event-stream',
    'Cache-Control': 'no-store',
    'X-Content-Type-Options': 'nosniff',
    // Proxies must not gather what is to be seen at once.
    'X-Accel-Buffering': 'no',
  });
  if (req.method === 'HEAD') return void res.end();
  let wake = (): void => {};
  const reader = announcements.listen(name, after, () => wake());
  const unwatch = dueWatch.watch(name);
  const gone = clientGone(res);
  gone.addEventListener('abort', () => wake());
  const heartbeat = setInterval(() => res.writableNeedDrain || res.write(':\n\n'), HEARTBEAT_MS).unref();
  try {
    res.write(`retry: ${RETRY_MS}\n\n`);
    while (!gone.aborted && reader.open) {
      const woken = new Promise<void>((resolve) => {
        wake = resolve;
      });
      if (await writeAll(reader, res, gone)) await woken;
    }
  } finally {
    clearInterval(heartbeat);
    unwatch();
    reader.end();
    res.end();
  }
};

/** @returns whether all that there was has been written; false where the client is gone, or does not read */
async function writeAll(reader: EventReader, res: AdminContext['res'], gone: AbortSignal): Promise<boolean> {
  for (let text = reader.read(PIECE); text !== ''; text = reader.read(PIECE)) {
    if (res.write(text)) continue;
    if (await drained(res, gone)) continue;
    // What is left in its buffer is for nobody; a client that comes back is told what it missed.
    res.destroy();
    return false;
  }
  return !gone.aborted && reader.open;
}

/** Waits until a client has taken what was written. @returns false when it is gone, or does not read */
async function drained(res: AdminContext['res'], gone: AbortSignal): Promise<boolean> {
  const over = new AbortController();
  const end = (): void => over.abort();
  const timer = setTimeout(end, PATIENCE_MS);
  gone.addEventListener('abort', end);
  const taken = await once(res, 'drain', { signal: over.signal }).catch(() => undefined);
  clearTimeout(timer);
  gone.removeEventListener('abort', end);
  return taken !== undefined;
}
