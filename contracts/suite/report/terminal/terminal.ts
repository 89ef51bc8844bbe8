import type { Report, Verdict } from '../report.ts';
import { groupsOf, knownGroups, talliesOf } from '../wording/count-results.ts';
import { oneLine } from '../wording/escape-control-characters.ts';
import { headlineOf } from '../wording/headline.ts';
import { amount, lasting, moment } from '../wording/plural.ts';
import { absences, created, invented, reasons, timing, variants } from './absences-and-variants.ts';
import { findingsLines } from './findings.ts';
import { operationLine } from './operation-line.ts';
import { type Paint, painter } from './paint.ts';

/**
 * What a run found, for a person at a terminal: operations, violations, discoveries, absences, contradictions, what was
 * created, timing, and the verdict as the last line.
 */
export function terminal(report: Report, options: { color: boolean }): string {
  const paint = painter(options.color);
  const sections = [
    troubles(report, paint),
    head(report, paint),
    operations(report, paint),
    reasons(report, paint),
    findings(report, 'violation', paint),
    findings(report, 'discovery', paint),
    known(report, paint),
    absences(report, paint),
    variants(report, paint),
    created(report, paint),
    invented(report, paint),
    timing(report, paint),
    closing(report, paint),
  ].filter((lines) => lines.length > 0);
  return `${withoutCommands(sections.map((lines) => lines.join('\n')).join('\n\n'))}\n`;
}

/** What is to be looked at before anything else. */
function troubles({ troubles: told = [] }: Report, paint: Paint): string[] {
  return told.map(({ sentence, stopped }) =>
    paint.bold((stopped ? paint.red : paint.yellow)(oneLine(sentence))),
  );
}

function head({ target, startedAt }: Report, paint: Paint): string[] {
  return [`${paint.bold(oneLine(target))}  ${paint.dim(oneLine(moment(startedAt)))}`];
}

function operations(report: Report, paint: Paint): string[] {
  const tallies = talliesOf(report);
  const width = Math.max(0, ...tallies.map(({ operationId }) => oneLine(operationId).length));
  const apis = [...new Set(tallies.map(({ api }) => api))];
  return apis.flatMap((api) => [
    paint.dim(oneLine(api)),
    ...tallies.filter((tally) => tally.api === api).map((tally) => operationLine(tally, width, paint)),
  ]);
}

function findings(report: Report, verdict: Verdict, paint: Paint): string[] {
  const groups = groupsOf(report, verdict);
  if (groups.length === 0) return [];
  const total = groups.reduce((sum, group) => sum + group.count, 0);
  const color = verdict === 'violation' || report.strict ? paint.red : paint.yellow;
  return [paint.bold(color(amount(total, verdict))), ...findingsLines(groups, color, paint)];
}

/** Findings of the baseline, each in a line. */
function known(report: Report, paint: Paint): string[] {
  const groups = knownGroups(report);
  if (groups.length === 0) return [];
  const lines = groups.map(
    ({ finding, count }) => `  ${paint.dim(oneLine(`${finding.sentence}${count > 1 ? ` ×${count}` : ''}`))}`,
  );
  return [paint.bold(`${amount(groups.length, 'finding')} of the baseline, not counted`), ...lines];
}

function closing(report: Report, paint: Paint): string[] {
  const { outcome, title, reason, cases } = headlineOf(report);
  const color = { holds: paint.green, broken: paint.red, nothing: paint.yellow }[outcome];
  const mark = { holds: '✓', broken: '✗', nothing: '–' }[outcome];
  const run = `${lasting(report.ms)}, seed ${oneLine(report.seed)}`;
  return [`${color(paint.bold(`${mark} ${title}:`))} ${oneLine(reason)} ${cases} ${paint.dim(`(${run})`)}`];
}

/** CI systems obey lines such as `::error::`, and a server must not be the one that writes them. */
function withoutCommands(text: string): string {
  return text.replace(/^(\s*):(?=:)/gm, '$1:\u200b').replaceAll('##[', '##\u200b[');
}
