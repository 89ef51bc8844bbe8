import { once } from 'node:events';
import type { Response } from 'express';
import { memoryOf } from './hold-memory.ts';

/** So much is written at once, in characters, unless one item is longer. */
const PIECE = 64 * 1024;

/**
 * Sends `{"items":[…]}` item by item, as fast as the client reads: a list is never there as one text, and a client that
 * does not read holds up nobody but itself.
 * @param end the members behind the items, asked for once all items have come
 */
export async function sendItems(
  res: Response,
  items: Iterable<unknown>,
  end: () => Record<string, unknown> = () => ({}),
): Promise<void> {
  const rest = (): string =>
    `]${JSON.stringify(end())
      .replace(/^\{(?=")/, ',')
      .replace(/^\{/, '')}`;
  await sendJson(res, '{"items":[', items, rest);
}

/** Sends JSON of which the middle is a list. @param after asked for once all items have come */
export async function sendJson(
  res: Response,
  before: string,
  items: Iterable<unknown>,
  after: () => string,
): Promise<void> {
  res.type('application/json');
  try {
    const pieces = piecesOf(before, items, after);
    const first = pieces.next().value ?? '';
    const second = pieces.next();
    // What is short is whole, and says how long it is.
    if (second.done) return void res.send(first);
    for (const piece of [first, second.value]) if (!(await written(res, piece))) return;
    for (const piece of pieces) if (!(await written(res, piece))) return;
    res.end();
  } catch {
    // Half of the answer is on its way: that there is no room for the rest can be said in no other way.
    res.destroy();
  }
}

function* piecesOf(before: string, items: Iterable<unknown>, after: () => string): Generator<string, void> {
  let piece = before;
  let first = true;
  for (const item of items) {
    piece += (first ? '' : ',') + JSON.stringify(item);
    first = false;
    if (piece.length < PIECE) continue;
    yield piece;
    piece = '';
  }
  yield piece + after();
}

/** Writes, and waits until the client has taken it. @returns false when nobody is there any more */
async function written(res: Response, piece: string): Promise<boolean> {
  if (res.destroyed || res.writableEnded) return false;
  const memory = memoryOf(res);
  memory?.take(piece.length);
  if (!res.write(piece)) {
    const gone = new AbortController();
    const forget = (): void => gone.abort();
    res.once('close', forget);
    await once(res, 'drain', { signal: gone.signal }).catch(() => undefined);
    res.off('close', forget);
  }
  memory?.count(-piece.length);
  return !res.destroyed;
}
