import { instanceEvent } from '../domain/events/event.ts';
import { timestamp } from '../domain/time/timestamp.ts';
import type { WorldClock } from '../domain/time/world-clock.ts';
import type { Put } from '../store/interface/store.ts';
import type { Announcements } from './announcements.ts';

/**
 * Tells what was written in a world.
 * @param moved its clock, where that was moved: it did before what fell due by it
 */
export function announceWritten(
  announcements: Announcements,
  world: string,
  {
    puts,
    removes,
    moved,
  }: { puts: readonly Put[]; removes: readonly string[]; moved?: WorldClock | undefined },
): void {
  if (moved)
    announcements.announce(world, 'clock', () => ({ now: timestamp(moved.now()), mode: moved.mode }));
  for (const { instance, expected, timelineBefore } of puts)
    announcements.announce(world, 'instance', () =>
      instanceEvent(instance, expected === null ? undefined : (timelineBefore ?? 0)),
    );
  for (const id of removes) announcements.announce(world, 'instance', () => ({ id, removed: true }));
}
