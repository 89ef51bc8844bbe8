import { escapeKey } from '../../../contracts/files/pointer.ts';
import type { Snapshot } from './snapshot.ts';

/** In what two snapshots differ: the id of an instance, or a member of the world itself, and where in it. */
export interface SnapshotDifference {
  /** Undefined where it is about the world. */
  id?: string;
  /** JSON Pointer; '' for an instance that only one has. */
  pointer: string;
  /** Undefined where the first has nothing. */
  before?: unknown;
  /** Undefined where the second has nothing. */
  after?: unknown;
}

/** Everything in which two snapshots differ, by instance and pointer, sorted by id. */
export function diffSnapshots(first: Snapshot, second: Snapshot): SnapshotDifference[] {
  const { instances: before, ...headBefore } = first;
  const { instances: after, ...headAfter } = second;
  const ids = [...new Set([...Object.keys(before), ...Object.keys(after)])].sort();
  return [
    ...differences(headBefore, headAfter, ''),
    ...ids.flatMap((id) => differences(before[id], after[id], '').map((one) => ({ id, ...one }))),
  ];
}

function differences(before: unknown, after: unknown, pointer: string): SnapshotDifference[] {
  if (Object.is(before, after)) return [];
  if (!isContainer(before) || !isContainer(after) || Array.isArray(before) !== Array.isArray(after))
    return [{ pointer, ...(before !== undefined && { before }), ...(after !== undefined && { after }) }];
  const names = [...new Set([...Object.keys(before), ...Object.keys(after)])];
  return names.flatMap((name) =>
    differences(own(before, name), own(after, name), `${pointer}/${escapeKey(name)}`),
  );
}

function isContainer(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}

const own = (value: object, name: string): unknown =>
  Object.hasOwn(value, name) ? (value as Record<string, unknown>)[name] : undefined;
