import type { CaseResult, Finding, Report, Verdict } from '../report.ts';

/** What the cases of one operation came to. */
export interface Tally {
  api: string;
  operationId: string;
  passed: number;
  failed: number;
  notJudged: number;
  skipped: number;
  violations: number;
  discoveries: number;
  /** Whether something here makes the run fail. */
  red: boolean;
}

/** Findings that say the same of the same operation. */
export interface Group {
  /** The first of them. */
  finding: Finding;
  count: number;
  /** Names of the cases that found it, each once. */
  cases: string[];
}

/** Whether a finding makes the run fail. */
export function isRed(finding: Finding, report: Report): boolean {
  return finding.known !== true && (finding.verdict === 'violation' || report.strict);
}

/** Whether a case makes the run fail: one that only made discoveries does so under `strict` alone. */
export function failsRun(result: CaseResult, report: Report): boolean {
  if (result.findings.length === 0) return result.outcome === 'failed';
  return result.findings.some((finding) => isRed(finding, report));
}

/** One tally for each operation, in the order in which they were tried. */
export function talliesOf(report: Report): Tally[] {
  return [...byOperation(report).values()].map(([first, ...others]) => {
    const cases = [first, ...others];
    const having = (outcome: CaseResult['outcome']) =>
      cases.filter((result) => result.outcome === outcome).length;
    const found = cases.flatMap((result) => result.findings).filter(({ known }) => !known);
    const violations = found.filter((finding) => finding.verdict === 'violation').length;
    return {
      api: first.api,
      operationId: first.operationId,
      passed: having('passed'),
      failed: having('failed'),
      notJudged: having('not-judged'),
      skipped: having('skipped'),
      violations,
      discoveries: found.length - violations,
      red: cases.some((result) => failsRun(result, report)),
    };
  });
}

/** The cases of each operation, in the order in which they were tried. */
export function byOperation(report: Report): Map<string, [CaseResult, ...CaseResult[]]> {
  const operations = new Map<string, [CaseResult, ...CaseResult[]]>();
  for (const result of report.cases) {
    const key = JSON.stringify([result.api, result.operationId]);
    const known = operations.get(key);
    if (known) known.push(result);
    else operations.set(key, [result]);
  }
  return operations;
}

/** Why cases were skipped or could not be judged: each reason once, with the operations it holds for. */
export function unjudged(
  report: Report,
): { outcome: 'skipped' | 'not judged'; reason: string; operations: string[]; count: number }[] {
  const reasons = new Map<string, ReturnType<typeof unjudged>[number]>();
  for (const { outcome: told, reason = 'no reason given', operationId } of report.cases) {
    if (told !== 'skipped' && told !== 'not-judged') continue;
    const outcome = told === 'skipped' ? 'skipped' : 'not judged';
    const key = JSON.stringify([outcome, reason]);
    const entry = reasons.get(key) ?? { outcome, reason, operations: [], count: 0 };
    entry.count += 1;
    if (!entry.operations.includes(operationId)) entry.operations.push(operationId);
    reasons.set(key, entry);
  }
  return [...reasons.values()];
}

/** Findings of a verdict that no baseline knows; those of one cause are one, what was found most often comes first. */
export function groupsOf(report: Report, verdict: Verdict): Group[] {
  const found = report.cases.flatMap((result) => result.findings);
  return grouped(found.filter((finding) => finding.verdict === verdict && !finding.known));
}

/** Findings that the baseline knows. */
export function knownGroups(report: Report): Group[] {
  return grouped(report.cases.flatMap((result) => result.findings).filter(({ known }) => known));
}

/** What makes findings one: operation, check, place and keyword. */
export function causeKey({ api, operationId, check, cause, sentence }: Finding): string {
  return JSON.stringify([api, operationId, check, cause ?? sentence]);
}

/** Findings of the same cause, together. */
export function grouped(findings: readonly Finding[]): Group[] {
  const groups = new Map<string, Group & { seen: Set<string> }>();
  for (const finding of findings) {
    const key = `${finding.verdict} ${causeKey(finding)}`;
    const group = groups.get(key) ?? { finding, count: 0, cases: [], seen: new Set() };
    group.count += 1;
    group.seen.add(finding.case);
    groups.set(key, group);
  }
  return [...groups.values()]
    .map(({ seen, ...group }) => ({ ...group, cases: [...seen] }))
    .sort((one, other) => weight(one) - weight(other));
}

/** What keeps clients from working at all comes first, then what they read wrongly, then what is let through. */
const FIRST = ['answered', 'accepted', 'status-declared', 'content-type', 'body', 'headers'];

function weight({ finding }: Group): number {
  const at = FIRST.indexOf(finding.check);
  return at < 0 ? FIRST.length : at;
}
