import { evaluateCondition } from '../arazzo/condition.ts';
import { type Scope, seenIn } from '../arazzo/expression.ts';
import type { Step } from '../arazzo/read-sequences.ts';
import type { CaseFailure, Runner, StepResult } from '../cases/case.ts';
import type { Exchange } from '../checks/check.ts';
import { retryAfter } from '../sending/retry-after.ts';

/** Milliseconds between the first two looks, and the most between two. */
const FIRST = 50;
const MOST = 1000;
/** Not there yet: accepted, too early, too many, not available. */
const LATER = new Set([202, 425, 429, 503]);

/** Looks again and again, less and less often or when the server says, until the condition holds. */
export async function pollUntil(
  step: Step,
  poll: NonNullable<Step['poll']>,
  scope: Scope,
  once: () => Promise<StepResult>,
  runner: Runner,
): Promise<StepResult> {
  const began = Date.now();
  let passed = 0;
  for (let pause = FIRST; ; pause = Math.min(pause * 1.5, MOST)) {
    const look = await once();
    const { exchange } = look;
    if (!exchange) return look;
    const waiting = LATER.has(exchange.received.status);
    if (
      !waiting &&
      (look.failures.length > 0 || evaluateCondition(poll.until, seenIn(scope, exchange)).holds)
    )
      return look;
    const wait = retryAfter(exchange.received.headers['retry-after']) ?? pause;
    if (Math.max(passed, Date.now() - began) + wait > poll.seconds * 1000)
      return { ...look, failures: [...look.failures, late(step, poll, exchange)] };
    await runner.letPass(wait);
    passed += wait;
  }
}

function late(step: Step, poll: NonNullable<Step['poll']>, exchange: Exchange): CaseFailure {
  return {
    check: 'final-state',
    exchange,
    failure: {
      sentence: `${exchange.contract.operation.id}, step ${step.id}: ${poll.until} did not come true within ${poll.seconds} s`,
      cause: `${step.id} ${poll.until}`,
      provenance: poll.provenance,
      promise: poll.promise,
      actual: exchange.json ?? null,
    },
  };
}
