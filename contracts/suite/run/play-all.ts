import type { Case } from '../cases/case.ts';
import type { CaseResult } from '../report/report.ts';
import { RunStopped, type RunWatch } from '../trouble/watch-run.ts';
import type { Results } from './results.ts';
import type { VerifyOptions } from './verify-options.ts';

/**
 * Plays all cases. Those that wait for something begin at once and wait beside the others. When the run is ended for a
 * trouble of the whole server, what was seen since it began and what is still to come is not judged.
 */
export async function playAll(
  options: VerifyOptions,
  cases: Case[],
  results: Results,
  watch: RunWatch,
  ended: AbortController,
): Promise<CaseResult[]> {
  const played: CaseResult[] = [];
  /** By case, the number of the last request that was looked at when it was over. */
  const until: number[] = [];
  let done = 0;
  const one = async (index: number): Promise<void> => {
    const each = cases[index] as Case;
    played[index] = await ofOne(each, results, watch);
    until[index] = watch.requests;
    if (watch.trouble?.stopped) ended.abort();
    done += 1;
    options.progress?.(done, cases.length, `${each.contract.operation.id} ${each.name}`);
  };
  const waiting = cases.flatMap(({ patient }, index) => (patient ? [one(index)] : []));
  for (const each of waiting) each.catch(() => undefined);
  for (const [index, { patient }] of cases.entries()) {
    if (!watch.trouble?.stopped) options.signal?.throwIfAborted();
    if (!patient) await one(index);
  }
  await Promise.all(waiting);
  await concluded(watch);
  return played.map((result, index) => withdrawn(result, until[index] ?? 0, watch));
}

async function ofOne(one: Case, results: Results, watch: RunWatch): Promise<CaseResult> {
  if (watch.trouble?.stopped) return notJudged(one, watch.trouble.sentence);
  try {
    return await results.of(one);
  } catch (error) {
    // What was under way when the run ended breaks off in one way or another.
    if (watch.trouble?.stopped) return notJudged(one, watch.trouble.sentence);
    throw error;
  }
}

function notJudged({ contract, name }: Case, reason: string): CaseResult {
  const { api, id } = contract.operation;
  return { api, operationId: id, name, outcome: 'not-judged', reason, ms: 0, findings: [] };
}

async function concluded(watch: RunWatch): Promise<void> {
  try {
    await watch.conclude();
  } catch (error) {
    if (!(error instanceof RunStopped)) throw error;
  }
}

/** What came of a case since the trouble began says nothing of its operation. */
function withdrawn(result: CaseResult, until: number, { trouble }: RunWatch): CaseResult {
  const since = trouble?.stopped ? trouble.since : undefined;
  if (since === undefined || until < since || result.outcome === 'skipped') return result;
  return { ...result, outcome: 'not-judged', reason: trouble?.sentence ?? '', findings: [] };
}
