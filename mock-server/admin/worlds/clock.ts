import { milliseconds } from '../../domain/time/duration.ts';
import { instant } from '../../domain/time/instant.ts';
import { timestamp } from '../../domain/time/timestamp.ts';
import { ImpossibleMove, type WorldClock } from '../../domain/time/world-clock.ts';
import { type AdminCall, type AdminContext, Wrong } from '../transport/admin-request.ts';
import { textMember } from '../transport/read-json-body.ts';

/** `{now, mode}`: the time of the world, and whether it goes on. */
export const getClock: AdminCall = ({ world, res }) => {
  res.json(clockFace(world));
};

/** `{"by":"PT2H"}`: forward by an ISO 8601 duration. */
export const advanceClock: AdminCall = (context) => {
  const by = textMember(context.req, 'by', 'PT2H');
  return move(context, (clock) => clock.advance(milliseconds(by)));
};

/** `{"to":"2026-01-01T00:00:00Z"}`: forward to an instant. */
export const setClock: AdminCall = (context) => {
  const to = textMember(context.req, 'to', '2026-12-24T18:00:00Z');
  return move(context, (clock) => clock.set(instant(to)));
};

/** The clock stands still from now on. */
export const freezeClock: AdminCall = (context) => move(context, (clock) => clock.freeze());

/** The clock goes on from where it is. */
export const runClock: AdminCall = (context) => move(context, (clock) => clock.run());

async function move({ world, res }: AdminContext, moving: (clock: WorldClock) => void): Promise<void> {
  try {
    await world.moveClock(moving);
  } catch (error) {
    if (error instanceof ImpossibleMove)
      throw new Wrong(409, `${error.message}.`, { now: timestamp(world.clock.now()) });
    if (error instanceof RangeError) throw new Wrong(400, `${error.message}.`);
    throw error;
  }
  res.json(clockFace(world));
}

/** A clock as the control plane shows it. */
export function clockFace(world: AdminContext['world']): { now: string; mode: string } {
  return { now: timestamp(world.clock.now()), mode: world.clock.mode };
}
