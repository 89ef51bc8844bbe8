import type { Report, Verdict } from '../report.ts';
import { type Group, groupsOf, knownGroups, type Tally, talliesOf } from '../wording/count-results.ts';
import { detailsOf } from '../wording/details.ts';
import { cut, oneLine, visible } from '../wording/escape-control-characters.ts';
import { headlineOf, missingPromises } from '../wording/headline.ts';
import { amount, lasting } from '../wording/plural.ts';

/** GitHub refuses a summary of more than 1 MiB; findings beyond this many are counted only. */
const TOLD = 50;

/** A job summary in GitHub's Markdown. */
export function githubSummary(report: Report): string {
  const { outcome, title, reason, cases } = headlineOf(report);
  const mark = { holds: '✅', broken: '❌', nothing: '⚪' }[outcome];
  return `${[
    ...(report.troubles ?? []).map(({ sentence }) => `**${plainText(sentence)}**`),
    `## ${mark} ${title}`,
    `${plainText(reason)} ${cases}`,
    `${code(report.target)}, ${lasting(report.ms)}, seed ${code(report.seed)}`,
    operationTable(report),
    ...findings(report, 'violation', 'Violations'),
    ...findings(report, 'discovery', 'Discoveries'),
    ...known(report),
    ...presence(report),
    ...invented(report),
  ].join('\n\n')}\n`;
}

/** Texts of servers, without what Markdown or HTML would make something of. */
function plainText(text: string): string {
  return cut(oneLine(text), 1000).replace(/[*<>`|[\]\\!&#@]/g, ' ');
}

function operationTable(report: Report): string {
  const head = ['| operation | passed | failed | not judged | skipped |', '|---|---:|---:|---:|---:|'];
  return [...head, ...talliesOf(report).map(operationRow)].join('\n');
}

function operationRow(tally: Tally): string {
  const { operationId, passed, failed, notJudged, skipped } = tally;
  const mark = tally.red ? '❌' : passed > 0 ? '✅' : '⚪';
  return `| ${mark} ${code(operationId)} | ${passed} | ${failed} | ${notJudged} | ${skipped} |`;
}

function findings(report: Report, verdict: Verdict, title: string): string[] {
  const groups = groupsOf(report, verdict);
  if (groups.length === 0) return [];
  const more = groups.length - TOLD;
  return [
    `### ${title}`,
    ...groups.slice(0, TOLD).map(findingSection),
    ...(more > 0 ? [`… and ${amount(more, 'finding')} more.`] : []),
  ];
}

function findingSection(group: Group): string {
  const times = group.count > 1 ? ` ×${group.count}` : '';
  const details = detailsOf(group).map(
    ({ label, text }) => `${label.padEnd(10)}  ${visible(cut(text, 2000))}`,
  );
  return [
    `<details><summary>${plain(cut(group.finding.sentence, 500))}${times}</summary>`,
    fenced(details.join('\n')),
    '</details>',
  ].join('\n\n');
}

function presence(report: Report): string[] {
  const missing = missingPromises(report);
  const lines = missing.map(({ operationId, what }) => `- ${code(operationId)} ${code(what)}`);
  return section('Never seen', lines);
}

/** What the baseline has is listed apart, each in a line. */
function known(report: Report): string[] {
  const groups = knownGroups(report);
  const lines = groups.map(
    ({ finding, count }) => `- ${plain(cut(finding.sentence, 500))}${count > 1 ? ` ×${count}` : ''}`,
  );
  return section('Known before, not counted', lines);
}

function invented({ invented: ids = [] }: Report): string[] {
  const lines = ids.map(
    ({ operationId, name, value }) => `- ${code(operationId)} ${code(name)} ${code(value)}`,
  );
  return section('Made up, as no target and no example says them', lines);
}

function section(title: string, lines: string[]): string[] {
  if (lines.length === 0) return [];
  return [`### ${title}`, lines.slice(0, TOLD).join('\n'), ...(lines.length > TOLD ? ['…'] : [])];
}

/** Text that is neither Markdown nor HTML, whatever it holds; entities survive both and are never a mention. */
function plain(text: string): string {
  return oneLine(text).replace(/[^\p{L}\p{N} .,;]/gu, (character) => `&#${character.codePointAt(0)};`);
}

/** The same in the font of code. */
function code(text: string): string {
  return `<code>${plain(text)}</code>`;
}

/** A block that its own text cannot end. */
function fenced(text: string): string {
  const longest = Math.max(2, ...[...text.matchAll(/`+/g)].map(([run]) => run.length));
  const fence = '`'.repeat(longest + 1);
  return `${fence}text\n${text}\n${fence}`;
}
