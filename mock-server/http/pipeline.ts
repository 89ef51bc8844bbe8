import type { RequestHandler } from 'express';
import {
  maskHeaders,
  maskUrl,
  type SecretNames,
  secretNamesOf,
} from '../../contracts/reader/mask-secrets.ts';
import { timestamp } from '../domain/time/timestamp.ts';
import { Refusal } from '../domain/values/refusal.ts';
import { apiByPrefix } from '../simulation/apis/api-by-prefix.ts';
import type { LoadedApi } from '../simulation/apis/loaded-api.ts';
import { Router } from '../simulation/apis/operation-router.ts';
import type { Simulation } from '../simulation/simulation.ts';
import type { World } from '../worlds/world.ts';
import { NoSuchWorld } from '../worlds/world-name.ts';
import type { Answer, Exchange } from './exchange.ts';
import { decideSteering } from './steering/decide-steering.ts';
import { injectAnswer } from './steering/inject-answer.ts';
import { isReplacedWhenChecked } from './steering/replaced-answer.ts';
import { endWithoutAnswer, sendSteered } from './steering/send-steered.ts';
import { steerAfter } from './steering/steer-after.ts';
import { steerBefore } from './steering/steer-before.ts';
import { addHeaders } from './steps/add-headers.ts';
import { answer } from './steps/answer.ts';
import { ANYBODY, authenticate, authorize } from './steps/authenticate.ts';
import { checkAnswer } from './steps/check-answer.ts';
import { checkRequest } from './steps/check-request.ts';
import { Cors, isPreflight } from './steps/cors.ts';
import { readBody } from './steps/read-body.ts';
import { refuse } from './steps/refuse.ts';
import { route } from './steps/route.ts';
import { worldBy, worldOf } from './steps/select-world.ts';
import { send } from './steps/send.ts';
import { parsePrefer } from './transport/parse-prefer.ts';

/**
 * The way of a request: world, journal, route, steer, authenticate, read, check the request, authorize, answer, steer,
 * check the answer, send. Each step is a file of `steps` or `steering`; a refusal ends the way at any of them.
 */
export function pipeline(simulation: Simulation): RequestHandler {
  const router = new Router(simulation.apis);
  const cors = new Cors(simulation.apis);
  const secrets = secretNamesOf(simulation.apis.map(({ api }) => api));
  return async (req, res) => {
    const startedAt = performance.now();
    const match = router.find(req.method, req.path);
    const api = match?.loaded ?? apiAt(simulation, router, req.path);
    const exchange = await open({ simulation, req, res, match, api }, secrets);
    const given = await answerOrRefuse(exchange, router);
    if (given === 'none') return endWithoutAnswer(exchange, startedAt);
    const checked = checkAnswer(exchange, addHeaders(exchange, given, cors), cors);
    if (exchange.steering) sendSteered(exchange, checked, startedAt);
    else send(exchange, checked, startedAt);
  };
}

/** Whose address it is that nothing answers: the API's that answers there to another method, else by its prefix. */
function apiAt({ apis }: Simulation, router: Router, path: string): LoadedApi | undefined {
  const [first] = router.at(path).values();
  return first?.loaded ?? apiByPrefix(apis, path);
}

type Received = Pick<Exchange, 'simulation' | 'req' | 'res' | 'match' | 'api'>;

async function open({ simulation, req, res, match, api }: Received, secrets: SecretNames): Promise<Exchange> {
  const { world, trouble } = await worldFor(simulation, worldOf(req));
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
  return new Refusal(error.full ? 'unavailable' : 'request-malformed', { reason: error.message });
}

/** @returns 'none' where there is to be no answer */
async function answerOrRefuse(exchange: Exchange, router: Router): Promise<Answer | 'none'> {
  try {
    if (exchange.trouble) throw exchange.trouble;
    if (isPreflight(exchange.req)) return { status: 204, headers: {}, source: 'behaviour' };
    route(exchange, router);
    await decideSteering(exchange);
    const early = await steerBefore(exchange);
    if (early) return early;
    const given = await checkAndAnswer(exchange).catch((thrown) => refuse(exchange, thrown));
    return await steerAfter(exchange, given);
  } catch (thrown) {
    return refuse(exchange, thrown);
  }
}

async function checkAndAnswer(exchange: Exchange): Promise<Answer> {
  authenticate(exchange);
  await readBody(exchange);
  checkRequest(exchange);
  authorize(exchange);
  exchange.checkedAt = performance.now();
  const { steering } = exchange;
  const replaced = steering && isReplacedWhenChecked(steering);
  const given = await (replaced ? injectAnswer(exchange, steering) : answer(exchange));
  exchange.behavedAt = performance.now();
  return given;
}
