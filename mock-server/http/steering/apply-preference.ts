import { statusOf } from '../../../contracts/reader/answer-from-contract.ts';
import type { Contract } from '../../../contracts/reader/contract.ts';
import {
  isSpeechless,
  LONGEST_DELAY,
  SHAPES,
  type Shape,
  type Steering,
  timing,
} from '../../domain/faults/fault.ts';
import { Refusal } from '../../domain/values/refusal.ts';
import type { Exchange } from '../exchange.ts';

/** The preferences that steer an answer, and the query parameters `__NAME` that do the same. */
const NAMES = ['code', 'example', 'delay', 'fault', 'seed', 'retryafter'] as const;

/** How the query writes it. */
const TWINS: Record<string, string> = { retryafter: '__retryAfter' };

const twinOf = (name: string): string => TWINS[name] ?? `__${name}`;

type Wanted = Partial<Record<(typeof NAMES)[number], string>>;

const TOKEN = /^[A-Za-z0-9!#$%&'*+.^_`|~-]+$/;

/** Makes preferences of the query parameters that stand for them, and takes those out of the query. */
export function takeTwins(exchange: Exchange): void {
  const { query, preferences } = exchange;
  const twins = NAMES.filter((name) => Object.hasOwn(query, twinOf(name)));
  if (twins.length === 0) return;
  const rest = Object.entries(query).filter(([name]) => !twins.some((twin) => name === twinOf(twin)));
  exchange.query = Object.fromEntries(rest);
  const given = twins.map((name): [string, string] => {
    const value = query[twinOf(name)];
    return [name, String(Array.isArray(value) ? value[0] : value)];
  });
  exchange.preferences = { ...Object.fromEntries(given), ...preferences };
}

/**
 * How the client wants its answer; undefined when it says nothing about that.
 * @throws Refusal preference-impossible
 */
export function applyPreference({ preferences, contract }: Exchange): Steering | undefined {
  const names = NAMES.filter((name) => Object.hasOwn(preferences, name));
  if (names.length === 0 || !contract) return undefined;
  const wanted: Wanted = Object.fromEntries(names.map((name) => [name, preferences[name]]));
  const code = codeOf(wanted, contract);
  const fault = faultOf(wanted);
  return {
    ...(code !== undefined && { code }),
    ...(fault && { fault }),
    ...(wanted.example !== undefined && { example: wanted.example }),
    ...(wanted.retryafter !== undefined && { retryAfter: retryAfterOf(wanted.retryafter, code) }),
    ...(wanted.seed !== undefined && { seed: seedOf(wanted.seed) }),
    ...timing(fault, delayOf(wanted)),
    when: 'before',
    by: { preference: names.map((name) => `${name}=${word(preferences[name] ?? '')}`).join(', ') },
  };
}

/** The status asked for, or that of the response which has the example. */
function codeOf({ code, example }: Wanted, contract: Contract): number | undefined {
  const { responses } = contract.operation;
  if (code !== undefined && !(/^[2-5]\d\d$/.test(code) && contract.responseFor(Number(code)))) {
    throw impossible('code', code, `${contract.operation.id} declares ${[...responses.keys()].join(', ')}`);
  }
  if (example === undefined) return code === undefined ? undefined : Number(code);
  const named = [...responses].flatMap(([status, { content }]) =>
    Object.values(content).flatMap(({ examples }) => examples.map(({ name }) => ({ name, status }))),
  );
  const declared = code === undefined ? undefined : contract.responseFor(Number(code))?.status;
  const there = named.filter(({ status }) => declared === undefined || status === declared);
  const found = there.find(({ name }) => name === example);
  if (found) return code === undefined ? statusOf(found.status, contract.operation) : Number(code);
  const list = there.map(({ name, status }) => `${name} (${status})`).join(', ');
  throw impossible(
    'example',
    example,
    `${contract.operation.id} has ${list || `no examples${code === undefined ? '' : ` for ${code}`}`}`,
  );
}

function faultOf({ fault, code, example, seed }: Wanted): Shape | undefined {
  if (fault === undefined) return undefined;
  const shape = SHAPES.find((name) => name === fault);
  if (!shape) throw impossible('fault', fault, `there is ${SHAPES.join(', ')}`);
  if (isSpeechless(shape) && (code ?? example ?? seed) !== undefined)
    throw impossible('fault', fault, 'it sends no answer, so that code, example and seed mean nothing');
  return shape;
}

function delayOf({ delay = '0' }: Wanted): number {
  if (/^\d{1,6}$/.test(delay) && Number(delay) <= LONGEST_DELAY) return Number(delay);
  throw impossible('delay', delay, `it is milliseconds, from 0 to ${LONGEST_DELAY}`);
}

function retryAfterOf(seconds: string, code = 200): number {
  if (code < 300)
    throw impossible('retryAfter', seconds, 'it goes with the code of a refusal, such as code=429');
  if (/^\d{1,5}$/.test(seconds)) return Number(seconds);
  throw impossible('retryAfter', seconds, 'it is seconds, from 0 to 99999');
}

function seedOf(seed: string): string {
  if (/^[\x20-\x7e]{1,100}$/.test(seed)) return seed;
  throw impossible('seed', seed, 'it is 1 to 100 printable characters of ASCII');
}

function impossible(name: string, value: string, reason: string): Refusal {
  return new Refusal('preference-impossible', { preference: `${name}=${value.slice(0, 100)}`, reason });
}

/** A value as a header has it: quoted unless it is a token. */
function word(value: string): string {
  return TOKEN.test(value) ? value : `"${value.replace(/["\\]/g, '\\$&')}"`;
}
