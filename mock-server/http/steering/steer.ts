import { isSpeechless, type Steering } from '../../domain/faults/fault.ts';
import type { Answer, Exchange } from '../exchange.ts';
import { readBody } from '../steps/read-body.ts';
import { refuse } from '../steps/refuse.ts';
import { pause } from '../transport/pause.ts';
import { applyPreference, takeTwins } from './apply-preference.ts';
import { injectAnswer } from './inject-answer.ts';

type Read = (exchange: Exchange) => Promise<void>;

/** The steps that follow; how the body is read and what answers in the end can be said. */
type Proceed = (
  exchange: Exchange,
  read?: Read,
  reply?: (exchange: Exchange) => Promise<Answer>,
) => Promise<Answer>;

/** Whether a request might be steered; told at next to no cost, as nearly none is. */
export function isSteered({ req, world }: Exchange): boolean {
  return req.headers.prefer !== undefined || !world.faults.none || req.url.includes('__');
}

/**
 * Lets a request go its way, or steers it: by what the client prefers, else by the faults of its world. What is refused
 * or broken on purpose is so whatever else the request is; an answer of 2xx is for requests that pass all checks.
 * @returns undefined where there is to be no answer
 * @throws Refusal preference-impossible, and all of the steps that follow
 */
export async function steer(exchange: Exchange, proceed: Proceed): Promise<Answer | undefined> {
  takeTwins(exchange);
  const wish = applyPreference(exchange);
  let read: Read = readBody;
  if (wish || exchange.world.faults.looksAtBodies) read = await readAhead(exchange);
  const steering = wish ?? standing(exchange);
  if (!steering) return proceed(exchange, read);
  exchange.steering = steering;
  exchange.entry.fault = { ...steering };
  // A connection is ended in good order only when everything that came on it was read.
  if (read === readBody) read = await readAhead(exchange);
  return steering.when === 'after'
    ? after(exchange, steering, proceed, read)
    : before(exchange, steering, proceed, read);
}

function standing({ world, found, path, body }: Exchange): Steering | undefined {
  if (world.faults.none || !found) return undefined;
  const { loaded, contract, prefix } = found;
  const { name, prefixes, refusals } = loaded.api;
  const paths = [path, (prefixes[0] ?? '') + path.slice(prefix.length)];
  const declares = (code: number): boolean => contract.responseFor(code) !== undefined;
  const statusOf = (refusal: string): number | undefined => refusals.get(refusal)?.status;
  const call = { api: name, operationId: contract.operation.id, paths, body, declares, statusOf };
  return world.faults.decide(call, world.clock.now());
}

async function before(exchange: Exchange, steering: Steering, proceed: Proceed, read: Read) {
  const { fault, code = 200 } = steering;
  if (!(await waited(exchange, steering)) || isSpeechless(fault)) return undefined;
  // A request that fails its checks is not answered as it would like to be.
  const honoured = (): Promise<Answer> => injectAnswer(apply(exchange, steering), steering);
  if (code < 400 && replaces(steering)) return proceed(exchange, read, honoured);
  if (code < 400 && (fault === undefined || fault === 'drip'))
    return proceed(apply(exchange, steering), read);
  return honoured();
}

async function after(exchange: Exchange, steering: Steering, proceed: Proceed, read: Read) {
  const answer = await proceed(exchange, read).catch((thrown) => refuse(exchange, thrown));
  const here = await waited(exchange, steering);
  // A request that failed its checks is not answered as if it had passed them.
  const stands = !replaces(steering) || (answer.source === 'refusal' && (steering.code ?? 200) < 400);
  if (here && !isSpeechless(steering.fault) && stands) return answer;
  const { entry } = exchange;
  if (entry.fault) entry.fault.lost = { status: answer.status, body: answer.body };
  return here && replaces(steering) ? injectAnswer(exchange, steering) : undefined;
}

/** Notes that a preference was honoured. */
function apply(exchange: Exchange, { by }: Steering): Exchange {
  if ('preference' in by) exchange.applied.push(by.preference);
  return exchange;
}

/** Whether the answer is to be another one. */
function replaces({ code, example, seed }: Steering): boolean {
  return code !== undefined || example !== undefined || seed !== undefined;
}

/** Waits as long as the answer is to be late. @returns whether the client still waits, too */
async function waited({ req, entry }: Exchange, { delay }: Steering): Promise<boolean> {
  const here = await pause(req, delay);
  if (!here && entry.fault) entry.fault.gone = true;
  return here;
}

/** Reads the body before its turn; what is wrong with it is told when its turn has come. */
async function readAhead(exchange: Exchange): Promise<Read> {
  try {
    await readBody(exchange);
    return async () => undefined;
  } catch (thrown) {
    return async () => {
      throw thrown;
    };
  }
}
