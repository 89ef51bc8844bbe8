import { Mistake } from '../../../contracts/files/mistake.ts';
import { beginAt } from '../../domain/time/begin-at.ts';
import { timestamp } from '../../domain/time/timestamp.ts';
import { type SeedOrder, seedWorld } from '../../simulation/stories/seed-world.ts';
import type { World } from '../../worlds/world.ts';
import type { Worlds } from '../../worlds/world-registry.ts';
import { type AdminCall, Wrong } from '../transport/admin-request.ts';
import { sentJson } from '../transport/read-json-body.ts';

/** A body with all members that there may be. */
export const SEED_EXAMPLE = {
  story: 'onboarding',
  count: 40,
  from: 0,
  seed: 'demo',
  as: {},
  set: {},
  now: '-P1D',
  dryRun: false,
};

const EXAMPLE = '{"story": "onboarding", "count": 40}';
const MOST = 100_000;

/** What may be sent, and what each may be. */
const MEMBERS: Record<string, (value: unknown) => boolean> = {
  story: (value) => typeof value === 'string',
  count: (value) => Number.isInteger(value) && Number(value) >= 1 && Number(value) <= MOST,
  from: (value) => Number.isInteger(value) && Number(value) >= 0 && Number(value) <= MOST,
  seed: (value) => typeof value === 'string',
  as: (value) => isObject(value) && Object.values(value).every((one) => typeof one === 'string'),
  set: isObject,
  now: (value) => typeof value === 'string',
  dryRun: (value) => typeof value === 'boolean',
};

/**
 * `{story, count, from?, seed?, as?, set?, now?, dryRun?}` plays a story into the world, at its present; what is there is
 * left, and the first cases are passed over that `from` says. A world that is not there yet begins at `now`.
 */
export const postSeed: AdminCall = async ({ world, req, res, ...simulation }) => {
  const { now, ...order } = seedOrder(sentJson(req));
  const meant = now === undefined ? world : worldAt(simulation.worlds, world, now, order);
  try {
    res.json(await seedWorld(simulation, meant, order));
  } catch (error) {
    if (error instanceof Mistake) throw new Wrong(400, error.message);
    throw error;
  }
};

/**
 * The world at a moment: one that is there goes on in its own time.
 * @throws Wrong 409 for one in which it is another time, 400 for a moment that is none
 */
function worldAt(worlds: Worlds, world: World, now: string, { seed }: SeedOrder): World {
  const { name, clock } = world;
  try {
    const at = beginAt(now, Date.parse(worlds.present().host));
    if (!worlds.has(name)) return worlds.toMake(name, { now, ...(seed !== undefined && { seed }) });
    if (at === clock.now()) return world;
  } catch (error) {
    if (error instanceof RangeError) throw new Wrong(400, `now: ${error.message}.`);
    throw error;
  }
  const advice = `Leave "now" out, or make a new world: PUT /__admin/worlds/NAME {"now": "${now}"}`;
  throw new Wrong(
    409,
    `In the world ${name} it is ${timestamp(clock.now())}, and its time does not change. ${advice}.`,
  );
}

/** @throws Wrong 400, saying what to send */
function seedOrder(sent: unknown): SeedOrder & { now?: string } {
  if (!isObject(sent)) throw new Wrong(400, `Send a JSON object such as ${EXAMPLE}.`);
  const wrong = Object.entries(MEMBERS).find(([name, fits]) => {
    const needed = name === 'story' || name === 'count';
    return sent[name] === undefined ? needed : !fits(sent[name]);
  });
  if (wrong) throw new Wrong(400, `"${wrong[0]}" is missing, or not as in ${EXAMPLE}.`);
  return sent as unknown as SeedOrder & { now?: string };
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
