// Reports in which every text is out to break the format that it is written in.
import fc from 'fast-check';
import type { CaseResult, Finding, Report } from '../../../../../contracts/suite/report/report.ts';
import { finding, report } from './made-up.ts';

const WEAPONS = [
  '"',
  "'",
  '&',
  '<',
  '>',
  ']]>',
  '<!--',
  '-->',
  '</script>',
  '</style>',
  '</textarea></title>',
  '<img src=x onerror=alert(1)>',
  'javascript:alert(1)',
  'https://x.example/"onclick="y',
  '\n::error file=x::y',
  '\r::set-output name=a::b',
  '##[error]',
  '::',
  '%0A',
  '%',
  '\u001b[31m',
  '\u001b]0;title\u0007',
  '\u009b1m',
  '\u0000',
  '\u0008',
  '\r\n',
  '\t',
  '\ud800',
  '\udfff',
  '\ufffe',
  '\u2028',
  '\u202e',
  '```',
  '| a | b |',
  '\n## heading',
  '@everyone',
  '\\',
  '$(rm)',
  '🙂',
  ' ',
  '',
];

const text = fc
  .array(
    fc.oneof(fc.constantFrom(...WEAPONS), fc.string({ unit: 'binary', maxLength: 4 }), fc.constant('word')),
    {
      maxLength: 5,
    },
  )
  .map((pieces) => pieces.join(''));

const ms = fc.double({ min: 0, max: 1e6, noNaN: true });
const operationId = fc.oneof(fc.constantFrom('borrowBook', 'getBook'), text);
const api = fc.oneof(fc.constantFrom('library'), text);
const promise = fc.record({ file: text, line: fc.nat(), pointer: text });
const provenance = fc.record(
  {
    status: fc.constantFrom('documented', 'observed', 'inferred', 'assumed', 'contradicted'),
    source: fc.array(text, { maxLength: 2 }),
    note: text,
  },
  { requiredKeys: ['status', 'source'] },
);
const headers = fc.dictionary(text, text, { maxKeys: 3 });
const json = fc.jsonValue({ stringUnit: 'binary', maxDepth: 3 });

const oneFinding = fc.record(
  {
    verdict: fc.constantFrom('violation', 'discovery'),
    check: text,
    api,
    operationId,
    case: text,
    sentence: text,
    provenance,
    promise,
    expected: json,
    actual: json,
    sent: fc.record(
      { method: text, url: text, headers, body: text },
      { requiredKeys: ['method', 'url', 'headers'] },
    ),
    received: fc.record({ status: fc.nat(), headers, body: text, ms }),
    curl: text,
    again: text,
  },
  { requiredKeys: ['verdict', 'check', 'api', 'operationId', 'case', 'sentence', 'provenance', 'again'] },
) as fc.Arbitrary<Finding>;

const oneCase = fc
  .record(
    {
      api,
      operationId,
      name: text,
      outcome: fc.constantFrom('passed', 'failed', 'skipped', 'not-judged'),
      reason: text,
      ms,
      findings: fc.array(oneFinding, { maxLength: 3 }),
    },
    { requiredKeys: ['api', 'operationId', 'name', 'outcome', 'ms', 'findings'] },
  )
  .map((made) => ({
    ...made,
    findings: made.outcome === 'failed' ? someOf(made.findings) : [],
  })) as fc.Arbitrary<CaseResult>;

const absence = fc.record(
  { api, operationId, what: text, provenance, promise, waived: fc.record({ reason: text, until: text }) },
  { requiredKeys: ['api', 'operationId', 'what', 'provenance'] },
);

export const hostileReport: fc.Arbitrary<Report> = fc
  .record({
    target: text,
    startedAt: fc.constantFrom('2026-06-01T12:00:00.000Z', '2026-06-01T12:00:00Z'),
    ms,
    seed: text,
    strict: fc.boolean(),
    tool: fc.constant({ name: 'flowx-mock' as const, version: '0.1.0' }),
    cases: fc.array(oneCase, { maxLength: 5 }),
    absences: fc.array(absence, { maxLength: 3 }),
    variants: fc.array(fc.record({ api, operationId, topic: text, seen: text }), { maxLength: 2 }),
    created: fc.array(fc.record({ api, operationId, id: text }), { maxLength: 3 }),
    timing: fc.array(fc.record({ operationId, count: fc.nat(), p50: ms, p95: ms, max: ms }), {
      maxLength: 2,
    }),
    troubles: fc.array(fc.record({ kind: text, sentence: text, stopped: fc.boolean() }), { maxLength: 2 }),
    presence: fc.boolean(),
  })
  .map(({ presence, troubles, ...made }) => {
    const whole = report({ ...made, ...(troubles.length > 0 && { troubles }) } as Partial<Report>);
    const red = whole.cases
      .flatMap(({ findings }) => findings)
      .some(({ verdict }) => verdict === 'violation' || whole.strict);
    const missing = presence && whole.absences.some(({ waived }) => !waived);
    return { ...whole, exitCode: red || missing ? 1 : 0 };
  });

/** A case that failed has something to say. */
function someOf(findings: readonly Finding[]): readonly Finding[] {
  return findings.length > 0 ? findings : [finding({ sentence: '</failure>' })];
}
