import type { Place } from '../../../files/mistake.ts';
import type { Absence, Report } from '../report.ts';
import { causeKey, type Group, groupsOf, isRed, knownGroups } from '../wording/count-results.ts';
import { detailsOf } from '../wording/details.ts';
import { missingPromises } from '../wording/headline.ts';

const SCHEMA = 'https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json';
/** The rule of a promise that never showed. */
const PRESENCE = 'presence';

/**
 * SARIF 2.1.0: a check is a rule, a finding a result at the line of the contract that promises it. Violations are
 * errors, discoveries warnings (errors in a strict run), promises never seen notes.
 */
export function sarif(report: Report): string {
  const findings = [
    ...groupsOf(report, 'violation'),
    ...groupsOf(report, 'discovery'),
    ...knownGroups(report),
  ];
  const checks = findings.map(({ finding }) => finding.check);
  const rules = [...new Set([...checks, ...(report.absences.length > 0 ? [PRESENCE] : [])])];
  const missing = new Set(missingPromises(report));
  const results = [
    ...findings.map((group) => resultOf(group, report, rules)),
    ...report.absences.map((absence) => absenceOf(absence, missing.has(absence), rules, report.namedAt)),
  ];
  const { tool, target, seed, strict } = report;
  const driver = { name: tool.name, version: tool.version, rules: rules.map(ruleOf) };
  const run = {
    tool: { driver },
    invocations: [invocationOf(report)],
    results,
    properties: { target, seed, strict },
  };
  return `${JSON.stringify({ $schema: SCHEMA, version: '2.1.0', runs: [run] }, undefined, 2)}\n`;
}

function ruleOf(id: string) {
  const words = id.replaceAll('-', ' ');
  return { id, shortDescription: { text: `${words.charAt(0).toUpperCase()}${words.slice(1)}` } };
}

function resultOf(group: Group, report: Report, rules: readonly string[]) {
  const { api, operationId, check, sentence, provenance, promise, again } = group.finding;
  const details = detailsOf(group).map(({ label, text }) => `${label}: ${text}`);
  return {
    ruleId: check,
    ruleIndex: rules.indexOf(check),
    level: isRed(group.finding, report) ? 'error' : group.finding.known ? 'note' : 'warning',
    message: { text: [sentence, ...details].join('\n') },
    locations: [locationOf(api, operationId, promise, report.namedAt)],
    occurrenceCount: group.count,
    ...(group.finding.known && { suppressions: [{ kind: 'external', justification: 'in the baseline' }] }),
    partialFingerprints: { 'cause/v2': causeKey(group.finding) },
    properties: { verdict: group.finding.verdict, provenance, cases: group.cases, again },
  };
}

function absenceOf(absence: Absence, failsRun: boolean, rules: readonly string[], namedAt?: Place) {
  const { api, operationId, what, provenance, promise, waived } = absence;
  return {
    ruleId: PRESENCE,
    ruleIndex: rules.indexOf(PRESENCE),
    level: failsRun ? 'error' : 'note',
    message: { text: `${operationId}: ${what} was never seen` },
    locations: [locationOf(api, operationId, promise, namedAt)],
    partialFingerprints: { 'cause/v2': JSON.stringify([api, operationId, PRESENCE, what]) },
    properties: { provenance },
    ...(waived && {
      suppressions: [{ kind: 'external', justification: `until ${waived.until}: ${waived.reason}` }],
    }),
  };
}

/** GitHub takes no result without a place in the checkout: where the contract lies elsewhere, that of what names it. */
function locationOf(api: string, operationId: string, promise: Place | undefined, namedAt?: Place) {
  const place = promise && isInside(promise.file) ? promise : (namedAt ?? NOWHERE);
  return {
    physicalLocation: {
      artifactLocation: { uri: uriOf(place.file) },
      region: { startLine: Math.max(1, place.line) },
    },
    logicalLocations: [{ fullyQualifiedName: `${api}/${operationId}`, kind: 'function' }],
  };
}

const NOWHERE = { file: 'package.json', line: 1 };

function isInside(file: string): boolean {
  const path = file.replaceAll('\\', '/');
  return path !== '' && !/^(\/|[a-z][a-z0-9+.-]*:)|(^|\/)(\.\.|node_modules)(\/|$)/i.test(path);
}

/** A relative path stays relative, as consumers resolve it against the checkout. */
function uriOf(file: string): string {
  return wellFormed(file).replaceAll('\\', '/').split('/').map(encodeURIComponent).join('/');
}

function invocationOf({ startedAt, ms, exitCode, troubles = [] }: Report) {
  const endTimeUtc = new Date(Date.parse(startedAt) + Math.round(ms)).toISOString();
  const told = troubles.map(({ kind, sentence, stopped }) => ({
    level: stopped ? 'error' : 'warning',
    descriptor: { id: kind },
    message: { text: sentence },
  }));
  const executionSuccessful = !troubles.some(({ stopped }) => stopped);
  return {
    executionSuccessful,
    exitCode,
    startTimeUtc: startedAt,
    endTimeUtc,
    ...(told.length > 0 && { toolExecutionNotifications: told }),
  };
}

/** Half of a surrogate pair has no place in a URI. */
function wellFormed(text: string): string {
  return text.replace(/\p{Cs}/gu, '\ufffd');
}
