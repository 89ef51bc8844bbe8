import { Mistake } from '../../contracts/files/mistake.ts';
import { type SeedOrder, seedWorld } from '../simulation/stories/seed-world.ts';
import { type AdminCall, Wrong } from './admin-request.ts';
import { sentJson } from './read-json-body.ts';

/** A body with all members that there may be. */
export const SEED_EXAMPLE = { story: 'onboarding', count: 40, seed: 'demo', as: {}, set: {}, dryRun: false };

const EXAMPLE = '{"story": "onboarding", "count": 40}';
const MOST = 100_000;

/** What may be sent, and what each may be. */
const MEMBERS: Record<string, (value: unknown) => boolean> = {
  story: (value) => typeof value === 'string',
  count: (value) => Number.isInteger(value) && Number(value) >= 1 && Number(value) <= MOST,
  seed: (value) => typeof value === 'string',
  as: (value) => isObject(value) && Object.values(value).every((one) => typeof one === 'string'),
  set: isObject,
  dryRun: (value) => typeof value === 'boolean',
};

/** `{story, count, seed?, as?, set?, dryRun?}` plays a story into the world, at its present; what is there is left. */
export const postSeed: AdminCall = async ({ world, req, res, ...simulation }) => {
  const order = seedOrder(sentJson(req));
  try {
    res.json(await seedWorld(simulation, world, order));
  } catch (error) {
    if (error instanceof Mistake) throw new Wrong(400, error.message);
    throw error;
  }
};

/** @throws Wrong 400, saying what to send */
function seedOrder(sent: unknown): SeedOrder {
  if (!isObject(sent)) throw new Wrong(400, `Send a JSON object such as ${EXAMPLE}.`);
  const wrong = Object.entries(MEMBERS).find(([name, fits]) => {
    const needed = name === 'story' || name === 'count';
    return sent[name] === undefined ? needed : !fits(sent[name]);
  });
  if (wrong) throw new Wrong(400, `"${wrong[0]}" is missing, or not as in ${EXAMPLE}.`);
  return sent as unknown as SeedOrder;
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
