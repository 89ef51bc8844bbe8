import { distance } from 'fastest-levenshtein';
import type { Meant } from '../domain/values/refusal.ts';

/** What differs in more letters is another id and no slip of the pen. */
const MOST_EDITS = 3;
/** Longer lists are not looked through: a refusal is not to be slower than an answer. */
const MOST_KNOWN = 5_000;
/** How many wrong ids are remembered of each list of known ones. */
const MOST_REMEMBERED = 200;

interface Memo {
  /** How many ids were known: with --learn there are more of them later. */
  size: number;
  byAsked: Map<string, string | undefined>;
}

/** By what the known ids are kept in. */
const remembered = new WeakMap<Meant['of'], Memo>();

/** The known id that was most likely meant; undefined where none is near. */
export function nearestId({ asked, known, of }: Meant): string | undefined {
  const memo = memoOf(of);
  if (memo.has(asked)) return memo.get(asked);
  const found = nearest(asked, known);
  const [oldest] = memo.keys();
  if (memo.size >= MOST_REMEMBERED && oldest !== undefined) memo.delete(oldest);
  memo.set(asked, found);
  return found;
}

function memoOf(of: Meant['of']): Memo['byAsked'] {
  const size = 'size' in of ? of.size : of.length;
  const before = remembered.get(of);
  if (before?.size === size) return before.byAsked;
  const byAsked: Memo['byAsked'] = new Map();
  remembered.set(of, { size, byAsked });
  return byAsked;
}

function nearest(asked: string, known: Iterable<string>): string | undefined {
  const wanted = asked.toLowerCase();
  // Of two short ids nearly every letter may differ without any likeness.
  let most = Math.min(MOST_EDITS, Math.floor(asked.length / 3));
  let found: string | undefined;
  let looked = 0;
  for (const id of known) {
    looked += 1;
    if (looked > MOST_KNOWN) break;
    if (Math.abs(id.length - asked.length) > most) continue;
    const edits = distance(wanted, id.toLowerCase());
    if (edits > most || (edits === most && found !== undefined)) continue;
    [found, most] = [id, edits];
  }
  return found;
}
