import { appendFile } from 'node:fs/promises';
import type { Place } from '../../../files/mistake.ts';
import type { Report, Verdict } from '../report.ts';
import { groupsOf, isRed } from '../wording/count-results.ts';
import { promiseText } from '../wording/details.ts';
import { visible } from '../wording/escape-control-characters.ts';
import { missingPromises } from '../wording/headline.ts';
import { amount } from '../wording/plural.ts';
import { githubSummary } from './summary.ts';

interface Annotation {
  level: 'error' | 'warning';
  title: string;
  text: string;
  place: Place | undefined;
}

/** GitHub shows this many of each level for a step and drops the others without a word. */
const SHOWN = 10;

/**
 * In GitHub Actions: the annotations, to be written to stdout, and the job summary, which is written to its file.
 * Anywhere else: nothing.
 * @returns text for stdout, empty or ending with a line break
 */
export async function github(report: Report, env: NodeJS.ProcessEnv): Promise<string> {
  if (env.GITHUB_STEP_SUMMARY) await appendFile(env.GITHUB_STEP_SUMMARY, githubSummary(report));
  return env.GITHUB_ACTIONS === 'true' ? annotations(report) : '';
}

/** Workflow commands, one a line: `::error file=…,line=…,title=…::…`. */
export function annotations(report: Report): string {
  const all = [
    ...ofTroubles(report),
    ...ofFindings(report, 'violation'),
    ...ofFindings(report, 'discovery'),
    ...ofAbsences(report),
  ];
  return (['error', 'warning'] as const)
    .flatMap((level) => fitting(all.filter((annotation) => annotation.level === level)))
    .map((annotation) => `${command(annotation)}\n`)
    .join('');
}

function ofTroubles({ troubles = [] }: Report): Annotation[] {
  return troubles.map(({ kind, sentence, stopped }) => ({
    level: stopped ? 'error' : 'warning',
    title: `The server: ${kind}`,
    text: sentence,
    place: undefined,
  }));
}

function ofFindings(report: Report, verdict: Verdict): Annotation[] {
  return groupsOf(report, verdict).map(({ finding, count }) => ({
    level: isRed(finding, report) ? 'error' : 'warning',
    title: `${finding.operationId}: ${finding.check}`,
    text: [
      count > 1 ? `${finding.sentence} (×${count})` : finding.sentence,
      promiseText(finding.provenance, finding.promise),
      finding.again,
    ].join('\n'),
    place: finding.promise,
  }));
}

function ofAbsences(report: Report): Annotation[] {
  return missingPromises(report).map(({ operationId, what, provenance, promise }) => ({
    level: 'error',
    title: `${operationId}: presence`,
    text: `${what} was never seen\n${promiseText(provenance, promise)}`,
    place: promise,
  }));
}

function fitting(annotations: Annotation[]): Annotation[] {
  const [first] = annotations;
  if (!first || annotations.length <= SHOWN) return annotations;
  const left = annotations.length - SHOWN + 1;
  const more = {
    level: first.level,
    title: 'More',
    text: `${amount(left, 'finding')} more: see the job summary`,
    place: undefined,
  };
  return [...annotations.slice(0, SHOWN - 1), more];
}

function command({ level, title, text, place }: Annotation): string {
  const where = place ? [`file=${property(place.file)}`, `line=${place.line}`] : [];
  return `::${level} ${[...where, `title=${property(title)}`].join(',')}::${data(text)}`;
}

/** Escapes of the runner: github.com/actions/toolkit, packages/core/src/command.ts. */
function data(text: string): string {
  return visible(text).replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}

function property(text: string): string {
  return data(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
}
