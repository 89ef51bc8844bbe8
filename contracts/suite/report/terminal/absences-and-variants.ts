import type { Absence, Report } from '../report.ts';
import { unjudged } from '../wording/count-results.ts';
import { promiseText } from '../wording/details.ts';
import { oneLine } from '../wording/escape-control-characters.ts';
import { missingPromises } from '../wording/headline.ts';
import { amount } from '../wording/plural.ts';
import type { Paint } from './paint.ts';

/** Why something was skipped or could not be judged. */
export function reasons(report: Report, paint: Paint): string[] {
  return unjudged(report).map(({ outcome, reason, operations, count }) => {
    const told = `${amount(count, 'case')} ${outcome}: ${reason} (${operations.join(', ')})`;
    return `  ${paint.dim(oneLine(told))}`;
  });
}

/** Promises that never showed: each with its place when they fail the run, else an operation a line. */
export function absences(report: Report, paint: Paint): string[] {
  if (report.absences.length === 0) return [];
  const missing = missingPromises(report);
  const title = `${amount(report.absences.length, 'promise')} never seen`;
  if (missing.length === 0) return [paint.bold(title), ...table(byOperation(report.absences, whats), paint)];
  return [paint.bold(paint.red(title)), ...report.absences.map((absence) => absenceLine(absence, paint))];
}

/** Which of its variants a server follows where the pages disagree. */
export function variants(report: Report, paint: Paint): string[] {
  if (report.variants.length === 0) return [];
  const lines = report.variants.map(
    ({ operationId, topic, seen }) => [operationId, `${topic}: ${seen}`] as const,
  );
  return [paint.bold('Where the pages disagree, this server follows'), ...table(lines, paint)];
}

/** So many ids of an operation are shown. */
const SHOWN_IDS = 3;

/** What the run left on the server. */
export function created(report: Report, paint: Paint): string[] {
  if (report.created.length === 0) return [];
  const lines = byOperation(report.created, (items) => {
    const ids = items.slice(0, SHOWN_IDS).map(({ id }) => id);
    const more = items.length - ids.length;
    return `${ids.join(' ')}${more > 0 ? ` and ${more} more; a report (--report json=FILE) has them all` : ''}`;
  });
  return [paint.bold(`Created on the server: ${report.created.length}`), ...table(lines, paint)];
}

/** The ids that had to be made up; a server that does not know them refuses what its contract allows. */
export function invented({ invented: ids = [] }: Report, paint: Paint): string[] {
  if (ids.length === 0) return [];
  const lines = byOperation(ids, (own) => own.map(({ name, value }) => `${name} ${value}`).join(', '));
  return [paint.bold('Made up, as no target and no example says them'), ...table(lines, paint)];
}

/** How long answers took. */
export function timing(report: Report, paint: Paint): string[] {
  if (report.timing.length === 0) return [];
  const round = (ms: number) => `${Math.round(ms)} ms`;
  const lines = report.timing.map(
    ({ operationId, count, p50, p95, max }) =>
      [
        operationId,
        `${amount(count, 'answer')}, half within ${round(p50)}, 95 % within ${round(p95)}, slowest ${round(max)}`,
      ] as const,
  );
  return [paint.bold('Response times'), ...table(lines, paint)];
}

function absenceLine({ operationId, what, provenance, promise, waived }: Absence, paint: Paint): string {
  const reason = waived ? `waived until ${waived.until}: ${waived.reason}` : promiseText(provenance, promise);
  return `  ${oneLine(operationId)}  ${oneLine(what)}  ${paint.dim(oneLine(reason))}`;
}

function whats(items: readonly Absence[]): string {
  return items.map(({ what, waived }) => (waived ? `${what} (waived)` : what)).join(', ');
}

function byOperation<T extends { operationId: string }>(items: readonly T[], text: (items: T[]) => string) {
  const operations = new Map<string, T[]>();
  for (const item of items)
    operations.set(item.operationId, [...(operations.get(item.operationId) ?? []), item]);
  return [...operations].map(([operationId, own]) => [operationId, text(own)] as const);
}

function table(lines: readonly (readonly [string, string])[], paint: Paint): string[] {
  const width = Math.max(...lines.map(([name]) => oneLine(name).length));
  return lines.map(([name, text]) => `  ${paint.dim(oneLine(name).padEnd(width))}  ${oneLine(text)}`);
}
