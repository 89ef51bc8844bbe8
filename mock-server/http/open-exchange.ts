import { maskHeaders, maskUrl } from '../../contracts/reader/mask-secrets.ts';
import type { SecretNames } from '../../contracts/reader/secret-names.ts';
import { timestamp } from '../domain/time/timestamp.ts';
import { Refusal } from '../domain/values/refusal.ts';
import type { Simulation } from '../simulation/simulation.ts';
import type { World } from '../worlds/world.ts';
import { NoSuchWorld } from '../worlds/world-name.ts';
import type { Exchange } from './exchange.ts';
import { ANYBODY } from './steps/authenticate.ts';
import { worldBy } from './steps/select-world.ts';
import { parsePrefer } from './transport/parse-prefer.ts';
import { RequestMemory } from './transport/request-memory.ts';

type Received = Pick<Exchange, 'simulation' | 'req' | 'res' | 'match' | 'api'>;

/** Begins an exchange in a world: it has a place in the journal, and nothing was decided. */
export async function openExchange(
  { simulation, req, res, match, api }: Received,
  worldName: string,
  secrets: SecretNames,
): Promise<Exchange> {
  const { world, trouble } = await worldFor(simulation, worldName);
  const path = req.path;
  const entry = {
    id: world.journal.nextId(),
    at: timestamp(world.clock.now()),
    method: req.method,
    url: maskUrl(req.originalUrl, secrets),
    world: world.name,
    worldBy: worldBy(req),
    ...(api && { api: api.api.name }),
    headers: maskHeaders(req.headers, secrets),
    violations: [],
  };
  return {
    simulation,
    req,
    res,
    world,
    trouble,
    entry,
    memory: new RequestMemory(simulation.memory, req, res),
    path,
    match,
    api,
    params: {},
    query: req.query as Record<string, unknown>,
    caller: ANYBODY,
    preferences: parsePrefer(req.headers.prefer),
    applied: [],
    received: 0,
    checkedAt: 0,
    behavedAt: 0,
  };
}

/** The world asked for; where there can be none, the default one takes note of the trouble. */
async function worldFor(
  { worlds }: Simulation,
  name: string,
): Promise<{ world: World; trouble: Refusal | undefined }> {
  try {
    return { world: await worlds.get(name), trouble: undefined };
  } catch (error) {
    const trouble = noWorld(error);
    if (!trouble) throw error;
    return { world: await worlds.default(), trouble };
  }
}

function noWorld(error: unknown): Refusal | undefined {
  // Another world could not be forgotten to make room for it.
  if (error instanceof Refusal) return error;
  if (!(error instanceof NoSuchWorld)) return undefined;
  return new Refusal('request-malformed', { reason: error.message });
}
