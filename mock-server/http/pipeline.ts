import type { RequestHandler } from 'express';
import { heapBytes } from '../domain/memory/heap-bytes.ts';
import { apiByPrefix } from '../simulation/apis/api-by-prefix.ts';
import type { LoadedApi } from '../simulation/apis/loaded-api.ts';
import { Router } from '../simulation/apis/operation-router.ts';
import type { Simulation } from '../simulation/simulation.ts';
import { LeftOutCalls } from '../simulation/unknown-address/left-out-calls.ts';
import { NearestOperations } from '../simulation/unknown-address/nearest-operations.ts';
import type { Answer, Exchange } from './exchange.ts';
import { openExchange } from './open-exchange.ts';
import { decideSteering } from './steering/decide-steering.ts';
import { injectAnswer } from './steering/inject-answer.ts';
import { isReplacedWhenChecked } from './steering/replaced-answer.ts';
import { endWithoutAnswer, sendSteered } from './steering/send-steered.ts';
import { steerAfter } from './steering/steer-after.ts';
import { steerBefore } from './steering/steer-before.ts';
import { addHeaders } from './steps/add-headers.ts';
import { answer } from './steps/answer.ts';
import { authenticate, authorize } from './steps/authenticate.ts';
import { checkAnswer } from './steps/check-answer.ts';
import { checkRequest } from './steps/check-request.ts';
import { type Cors, isPreflight, methodMeant } from './steps/cors.ts';
import { noteBlocked } from './steps/note-blocked.ts';
import { readBody } from './steps/read-body.ts';
import { refuse } from './steps/refuse.ts';
import type { Unanswered } from './steps/refuse-unknown-address.ts';
import { route } from './steps/route.ts';
import { worldOf } from './steps/select-world.ts';
import { send } from './steps/send.ts';

/**
 * The way of a request: world, journal, route, steer, authenticate, read, check the request, authorize, answer, steer,
 * check the answer, send. Each step is a file of `steps` or `steering`; a refusal ends the way at any of them.
 */
export function pipeline(simulation: Simulation, cors: Cors): RequestHandler {
  const router = new Router(simulation.apis);
  const unanswered = {
    leftOut: new LeftOutCalls(simulation.apis),
    nearest: new NearestOperations(simulation.apis),
  };
  return async (req, res) => {
    const startedAt = performance.now();
    const match = router.find(methodMeant(req), req.path);
    const api = match?.loaded ?? apiAt(simulation, router, req.path);
    const exchange = await openExchange(
      { simulation, req, res, match, api },
      worldOf(req),
      simulation.secrets,
    );
    const given = await answerOrRefuse(exchange, router, unanswered);
    if (given === 'none') return endWithoutAnswer(exchange, startedAt);
    noteBlocked(exchange, cors);
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

/** @returns 'none' where there is to be no answer */
async function answerOrRefuse(
  exchange: Exchange,
  router: Router,
  unanswered: Unanswered,
): Promise<Answer | 'none'> {
  try {
    if (exchange.trouble) throw exchange.trouble;
    exchange.memory.takeRequest();
    if (isPreflight(exchange.req)) return { status: 204, headers: {}, source: 'behaviour' };
    route(exchange, router, unanswered);
    await decideSteering(exchange);
    const early = await steerBefore(exchange);
    if (early) return early;
    const given = await checkAndAnswer(exchange).catch((thrown) => refuse(exchange, thrown));
    const sent = await steerAfter(exchange, given);
    if (sent !== 'none') takeForAnswer(exchange, sent);
    return sent;
  } catch (thrown) {
    return refuse(exchange, thrown);
  }
}

/** What only reads can be asked again when there is room; what changed something is told so whatever it takes. */
function takeForAnswer({ memory, req }: Exchange, { body, source }: Answer): void {
  const bytes = heapBytes(body);
  if (req.method === 'GET' && source !== 'refusal') memory.take(bytes);
  else memory.count(bytes);
}

async function checkAndAnswer(exchange: Exchange): Promise<Answer> {
  await authenticate(exchange);
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
