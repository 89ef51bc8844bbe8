// Made-up runs of the contract suite, as its reporters get them.
import type { CaseResult, Finding, Report } from '../../../../../contracts/suite/report/report.ts';

const OPERATIONS = ['borrowBook', 'returnBook', 'getBook', 'listBooks', 'reserveBook'];

export function finding(changes: Partial<Finding> = {}): Finding {
  return {
    verdict: 'violation',
    check: 'status-declared',
    api: 'library',
    operationId: 'borrowBook',
    case: 'example page',
    sentence: 'borrowBook answered 201; documented: 200',
    provenance: { status: 'documented', source: ['https://library.example/docs/borrow'] },
    promise: {
      file: 'contracts/apis/library/operations/borrow-book.yaml',
      line: 17,
      pointer: '/post/responses',
    },
    expected: '200, 400, 404',
    actual: 201,
    sent: {
      method: 'POST',
      url: 'https://library.example/library/books/9780140449136/loans',
      headers: { 'content-type': 'application/json', authorization: '••••' },
      body: '{"reader":"ada@example.com","days":14}',
    },
    received: {
      status: 201,
      headers: { 'content-type': 'application/json', vary: 'Origin' },
      body: '{"id":"loan-1","due":"2026-06-15"}',
      ms: 12.4,
    },
    curl: `curl -X POST https://library.example/library/books/9780140449136/loans -H 'Authorization: Bearer '"$LIBRARY_TOKEN" -H 'Content-Type: application/json' -d '{"reader":"ada@example.com","days":14}'`,
    again: 'flowx-mock verify https://library.example --only borrowBook/status-declared --seed 42',
    ...changes,
  };
}

export function caseResult(changes: Partial<CaseResult> = {}): CaseResult {
  return {
    api: 'library',
    operationId: 'borrowBook',
    name: 'example page',
    outcome: 'passed',
    ms: 12.4,
    findings: [],
    ...changes,
  };
}

export function report(changes: Partial<Report> = {}): Report {
  return {
    target: 'https://library.example',
    startedAt: '2026-06-01T12:00:00.000Z',
    ms: 12_345.6,
    seed: '42',
    strict: false,
    tool: { name: 'flowx-mock', version: '0.1.0' },
    cases: [],
    absences: [],
    variants: [],
    created: [],
    timing: [],
    exitCode: 0,
    ...changes,
  };
}

/** A good many cases, all passed. */
export function allGreen(): Report {
  const cases = OPERATIONS.flatMap((operationId, index) =>
    Array.from({ length: 20 + index * 7 }, (_, number) =>
      caseResult({ operationId, name: number === 0 ? 'example page' : `body /days case ${number}` }),
    ),
  );
  return report({
    cases,
    absences: [
      {
        api: 'library',
        operationId: 'getBook',
        what: 'status 410',
        provenance: { status: 'documented', source: ['https://library.example/docs/get'] },
        promise: {
          file: 'contracts/apis/library/operations/get-book.yaml',
          line: 31,
          pointer: '/get/responses/410',
        },
      },
      {
        api: 'library',
        operationId: 'getBook',
        what: '/state WITHDRAWN',
        provenance: { status: 'inferred', source: [], note: 'The pages name the state once.' },
        waived: { reason: 'no such book in staging', until: '2026-12-31' },
      },
    ],
    variants: [
      { api: 'library', operationId: 'getBook', topic: 'spelling of the due date', seen: 'dueDate' },
    ],
    created: Array.from({ length: 14 }, (_, number) => ({
      api: 'library',
      operationId: 'borrowBook',
      id: `0b1f2c3d-4e5f-4a6b-8c7d-9e0f1a2b3c${String(number).padStart(2, '0')}`,
    })),
    timing: OPERATIONS.map((operationId, index) => ({
      operationId,
      count: 20 + index * 7,
      p50: 8 + index * 9,
      p95: 30 + index * 20,
      max: 60 + index * 41,
    })),
  });
}

/** Three violations of two operations, a discovery, something not judged and something skipped. */
export function threeViolations(): Report {
  const green = allGreen();
  const lost = {
    check: 'read-back',
    operationId: 'returnBook',
    case: 'sequence borrow-and-return',
    sentence: 'returnBook lost what was written: /condition is not read back',
    provenance: {
      status: 'contradicted' as const,
      source: ['https://library.example/docs/return', 'https://library.example/docs/faq'],
      note: 'Two pages spell the field differently; either passes.',
    },
    promise: { file: 'contracts/apis/library/operations/return-book.yaml', line: 44, pointer: '/post' },
    expected: { condition: 'worn', reader: 'ada@example.com', days: 14 },
    actual: { condition: 'new', reader: 'ada@example.com' },
  };
  const assumed = finding({
    verdict: 'discovery',
    check: 'refusal-envelope',
    operationId: 'listBooks',
    case: 'body malformed JSON',
    sentence: 'listBooks refused malformed JSON with text/html; assumed: application/json',
    provenance: { status: 'assumed', source: [], note: 'No page says how malformed JSON is refused.' },
    expected: 'application/json',
    actual: 'text/html',
  });
  const others: CaseResult[] = [
    caseResult({ outcome: 'failed', findings: [finding()] }),
    caseResult({
      name: 'body /days type',
      outcome: 'failed',
      findings: [finding({ case: 'body /days type' })],
    }),
    caseResult({ operationId: 'returnBook', name: lost.case, outcome: 'failed', findings: [finding(lost)] }),
    caseResult({ operationId: 'listBooks', name: assumed.case, outcome: 'failed', findings: [assumed] }),
    caseResult({
      operationId: 'reserveBook',
      outcome: 'not-judged',
      reason: 'no readBack in the targets file',
    }),
    caseResult({ operationId: 'searchBooks', outcome: 'skipped', reason: 'not rolled out in staging' }),
  ];
  return { ...green, cases: [...green.cases, ...others], exitCode: 1 };
}

/** 200 findings: 120 that say the same, and 80 of one check that each say something else. */
export function manyFindings(): Report {
  const same = Array.from({ length: 120 }, (_, number) => finding({ case: `generated ${number}` }));
  const alike = Array.from({ length: 80 }, (_, number) =>
    finding({
      operationId: 'listBooks',
      check: 'body-matches-schema',
      case: `page ${number}`,
      sentence: `listBooks answered a body in which 'items[${number}].isbn' must be a string`,
      expected: 'string',
      actual: number,
    }),
  );
  const cases = [...same, ...alike].map((found) =>
    caseResult({
      operationId: found.operationId,
      name: found.case,
      outcome: 'failed' as const,
      findings: [found],
    }),
  );
  return { ...allGreen(), cases: [...allGreen().cases, ...cases], exitCode: 1 };
}
