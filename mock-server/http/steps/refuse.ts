import { fillEnvelope } from '../../../contracts/reader/envelope.ts';
import { fieldOf, type Violation } from '../../../contracts/schema/judging/violation.ts';
import { CannotGenerate } from '../../../contracts/schema/values/walk/cannot-generate.ts';
import { TooManyTransitions } from '../../domain/instances/due-transitions.ts';
import { timestamp } from '../../domain/time/timestamp.ts';
import { Refusal } from '../../domain/values/refusal.ts';
import type { LoadedApi } from '../../simulation/apis/loaded-api.ts';
import type { Answer, Exchange } from '../exchange.ts';
import { problem } from '../transport/problem.ts';
import { OutOfMemory } from '../transport/request-memory.ts';
import { hintHeader, hintOf } from './hint.ts';

/** A refusal as it is answered: with its reason in words, and what to do about it. */
type Refused = Answer & { reason: string; hint: string | undefined };

/** Turns whatever was thrown into an answer: a refusal into its API's envelope, anything else into a mock-defect. */
export function refuse(exchange: Exchange, thrown: unknown): Answer {
  const refusal = asRefusal(thrown);
  // Whoever operates it can do something about it; clients cannot.
  if (refusal instanceof OutOfMemory) exchange.simulation.notices.once('memory', refusal.message);
  const { api: loaded, entry, path, world, quarantined } = exchange;
  const answer =
    loaded && envelope(loaded, refusal, { path, timestamp: timestamp(world.clock.now()) }, quarantined);
  if (!answer) return unknownAddress(exchange, refusal);
  if (refusal.violations.length > 0) entry.violations = [...(refusal.violations as readonly Violation[])];
  entry.refusal = { name: refusal.refusal, reason: answer.reason };
  if (answer.hint !== undefined) entry.hint = answer.hint;
  return answer;
}

/** A refusal as the clients of an API see it; undefined when the API has no words for it. */
export function envelope(
  loaded: LoadedApi,
  refused: Refusal,
  at: { path: string; timestamp: string },
  quarantined?: string,
): Refused | undefined {
  const { api, validationStatus } = loaded;
  const { refusal, values, violations, headers } = refused;
  const rule = api.refusals.get(refusal);
  if (!rule) return undefined;
  const hint = hintOf(loaded, rule, refused, quarantined);
  const errors = violations.map((violation) => ({
    field: fieldOf(violation.pointer) || violation.in,
    message: violation.keyword === 'required' ? 'must not be null' : violation.message,
  }));
  const filled = fillEnvelope(api, rule, {
    ...at,
    values,
    errors,
    variant: validationStatus,
  });
  const all: Record<string, string> = {
    'Content-Type': 'application/json',
    ...filled.headers,
    ...headers,
    ...(violations.length > 0 && { 'X-Mock-Violations': String(violations.length) }),
    ...(hint !== undefined && { 'X-Mock-Hint': hintHeader(hint) }),
  };
  const { status, body, detail: reason } = filled;
  return { status, headers: all, body, source: 'refusal', reason, hint };
}

/** An answer that would have broken the contract. @param ours whether it is more than the contract itself gives */
export function defect(exchange: Exchange, violations: Violation[], ours: boolean): Answer {
  exchange.entry.defects = violations;
  const promise = violations.map(promiseOf).join('; ');
  return refuse(exchange, new Refusal(ours ? 'mock-defect' : 'contract-mistake', { promise }));
}

function asRefusal(thrown: unknown): Refusal {
  if (thrown instanceof Refusal) return thrown;
  if (thrown instanceof CannotGenerate) return new Refusal('contract-mistake', { promise: thrown.message });
  if (thrown instanceof TooManyTransitions) return new Refusal('unavailable', { reason: thrown.message });
  process.stderr.write(`mock-defect: ${thrown instanceof Error ? thrown.stack : String(thrown)}\n`);
  return new Refusal('mock-defect', {
    promise: 'every request is answered or refused; this one ended in an error, see the log',
  });
}

/** Outside all prefixes there is no product whose envelope it could be. */
function unknownAddress({ entry, simulation, req }: Exchange, { refusal, values }: Refusal): Answer {
  const prefixes = simulation.apis.flatMap(({ api }) => api.prefixes).join(', ');
  const status = { 'request-malformed': 400, unavailable: 503, 'insufficient-storage': 507 }[refusal] ?? 404;
  const hint = String(values.instead ?? values.nearest ?? '');
  const nothing = `Nothing answers ${req.method} ${entry.url}. The APIs are below ${prefixes}; the control plane is below /__admin.`;
  const reason =
    status === 404
      ? `${values.leftOut ? `${values.leftOut}.` : nothing}`
      : `The request cannot be answered: ${values.reason}.`;
  entry.refusal = { name: refusal, reason };
  const { headers, ...answer } = problem(status, [reason, hint].filter(Boolean).join(' '));
  if (hint === '') return { ...answer, headers, source: 'refusal' };
  entry.hint = hint;
  return { ...answer, headers: { ...headers, 'X-Mock-Hint': hintHeader(hint) }, source: 'refusal' };
}

function promiseOf({ in: part, pointer, message, promise }: Violation): string {
  const where = promise ? ` (${promise.file}:${promise.line} ${promise.pointer})` : '';
  return `${part}${pointer} ${message}${where}`;
}
