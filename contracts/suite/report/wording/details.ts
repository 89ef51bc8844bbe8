import type { Place } from '../../../files/mistake.ts';
import type { Provenance } from '../../../files/provenance.ts';
import type { Finding } from '../report.ts';
import type { Group } from './count-results.ts';
import { type Difference, differences, valueText } from './difference.ts';
import { cut } from './escape-control-characters.ts';

/** One thing to know about a finding. */
export interface Detail {
  label: string;
  text: string;
  /** To be copied into a shell as it is. */
  command?: true;
}

const MANY = 8;

/** Everything a reader needs to believe a finding and to see it again. */
export function detailsOf({ finding, cases }: Group): Detail[] {
  const { check, received, provenance } = finding;
  return [
    { label: 'check', text: check },
    { label: 'case', text: casesText(cases) },
    ...differenceDetails(finding),
    ...(received ? [{ label: 'answer', text: answerText(received) }] : []),
    { label: 'promise', text: promiseText(provenance, finding.promise) },
    ...(provenance.note ? [{ label: 'note', text: provenance.note }] : []),
    ...requestDetails(finding),
    { label: 'again', text: finding.again, command: true },
  ];
}

/** `documented, https://…, contracts/….yaml:17` */
export function promiseText({ status, source }: Provenance, place: Place | undefined): string {
  return [status, ...source, ...(place ? [placeText(place)] : [])].join(', ');
}

/** `contracts/….yaml:17` */
export function placeText({ file, line }: Place): string {
  return `${file}:${line}`;
}

function casesText(cases: readonly string[]): string {
  const [first = '', ...others] = cases;
  return others.length === 0 ? first : `${first} (and ${others.length} more)`;
}

function differenceDetails({ expected, actual }: Finding): Detail[] {
  const found = differences(expected, actual);
  const [only] = found;
  if (only && only.pointer === '') {
    return [
      { label: 'expected', text: valueText(only.expected) },
      { label: 'actual', text: valueText(only.actual) },
    ];
  }
  const shown = found
    .slice(0, MANY)
    .map((difference) => ({ label: 'difference', text: differenceText(difference) }));
  const more = found.length - shown.length;
  return more > 0 ? [...shown, { label: 'difference', text: `and ${more} more` }] : shown;
}

function differenceText({ pointer, expected, actual }: Difference): string {
  return `${pointer}: expected ${valueText(expected, 120)}, actual ${valueText(actual, 120)}`;
}

/** Headers that say what to do. */
const TELLING = ['location', 'www-authenticate', 'retry-after', 'allow'];

function answerText({ status, headers, body }: NonNullable<Finding['received']>): string {
  const told = TELLING.flatMap((name) =>
    headers[name] === undefined ? [] : `${name}: ${cut(headers[name], 200)}`,
  );
  const from = told.length === 0 ? '' : ` (${told.join('; ')})`;
  return body === '' ? `${status}${from} without a body` : `${status}${from} ${cut(body, 300)}`;
}

function requestDetails({ curl, sent }: Finding): Detail[] {
  if (curl !== undefined) return [{ label: 'request', text: curl, command: true }];
  return sent ? [{ label: 'request', text: `${sent.method} ${sent.url}` }] : [];
}
