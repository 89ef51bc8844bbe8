import { stripVTControlCharacters } from 'node:util';
import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { terminal } from '../../../../../../contracts/suite/report/terminal/terminal.ts';
import { hostileReport } from '../../reporters/hostile-report.ts';
import {
  allGreen,
  caseResult,
  finding,
  manyFindings,
  report,
  threeViolations,
} from '../../reporters/made-up.ts';

const plain = (made: Parameters<typeof terminal>[0]) => terminal(made, { color: false });
const lastLine = (text: string) => text.trimEnd().split('\n').at(-1);

test('an operation is a line: what passed, failed, was not judged and was skipped', () => {
  const text = plain(threeViolations());
  expect(text).toContain('  ✗ borrowBook   20 passed · 2 failed\n');
  expect(text).toContain('  ✓ reserveBook  48 passed · 1 not judged\n');
  expect(text).toContain('  – searchBooks  0 passed · 1 skipped\n');
  expect(text).toContain('  ! listBooks    41 passed · 1 failed · 1 discovery\n');
  expect(text).toContain('1 case not judged: no readBack in the targets file (reserveBook)');
});

test('a violation is a sentence with all that is needed to see it again', () => {
  expect(plain(threeViolations())).toContain(`3 violations
  1  borrowBook answered 201; documented: 200  ×2
     check       status-declared
     case        example page (and 1 more)
     expected    "200, 400, 404"
     actual      201
     answer      201 {"id":"loan-1","due":"2026-06-15"}
     promise     documented, https://library.example/docs/borrow, contracts/apis/library/operations/borrow-book.yaml:17
     request     curl -X POST https://library.example/library/books/9780140449136/loans -H 'Authorization: Bearer '"$LIBRARY_TOKEN" -H 'Content-Type: application/json' -d '{"reader":"ada@example.com","days":14}'
     again       flowx-mock verify https://library.example --only borrowBook/status-declared --seed 42
`);
});

test('of two objects it tells the members that differ', () => {
  expect(plain(threeViolations())).toContain(`
     difference  /condition: expected "worn", actual "new"
     difference  /days: expected 14, actual nothing
`);
});

test('discoveries, absences, contradictions, what was created and the timing follow in this order', () => {
  const text = plain(threeViolations());
  const titles = [
    '3 violations',
    '1 discovery',
    '2 promises never seen',
    'Where the pages disagree, this server follows',
    'Created on the server: 14',
    'Response times',
    '✗ The contract is broken:',
  ].map((title) => text.indexOf(`\n${title}`));
  expect(titles).not.toContain(-1);
  expect(titles).toEqual([...titles].sort((one, other) => one - other));
});

test('the last line is the verdict', () => {
  expect(lastLine(plain(allGreen()))).toBe(
    '✓ The contract holds: No documented promise was broken in 5 operations. 170 of 170 cases passed. (12.3 s, seed 42)',
  );
  expect(lastLine(plain(threeViolations()))).toBe(
    '✗ The contract is broken: 3 violations in 2 of 6 operations. 1 discovery where the pages are silent. 170 of 176 cases passed, 4 failed, 1 could not be judged, 1 skipped. (12.3 s, seed 42)',
  );
  expect(lastLine(plain(report()))).toMatch(/^– Nothing was judged:/);
});

test('a strict run and one that demands presence say what made them fail', () => {
  const discovery = finding({ verdict: 'discovery' });
  const cases = [caseResult({ outcome: 'failed', findings: [discovery] })];
  expect(lastLine(plain(report({ cases, strict: true, exitCode: 1 })))).toContain(
    '1 discovery in 1 of 1 operation;',
  );
  expect(lastLine(plain({ ...allGreen(), exitCode: 1 }))).toContain('1 promise of the contract never showed');
  expect(plain({ ...allGreen(), exitCode: 1 })).toContain(
    'getBook  status 410  documented, https://library.example/docs/get, contracts/apis/library/operations/get-book.yaml:31',
  );
});

test('two hundred findings stay readable', () => {
  const lines = plain(manyFindings()).split('\n');
  expect(lines.length).toBeLessThan(90);
  expect(lines).toContain('  1  borrowBook answered 201; documented: 200  ×120');
  expect(lines).toContain('     and 67 more of this check; a report (--report html=FILE) has them all');
});

test('colours are there when asked for, and change no text', () => {
  const colored = terminal(threeViolations(), { color: true });
  expect(colored).toContain('\u001b[31m');
  expect(stripVTControlCharacters(colored)).toBe(plain(threeViolations()));
});

test('a server neither repaints the terminal nor commands the CI system', () => {
  fc.assert(
    fc.property(hostileReport, (made) => {
      const text = plain(made);
      expect(text).not.toMatch(/(?!\n|\t)[\p{Cc}\p{Cs}\u2028-\u202e]/u);
      expect(text).not.toMatch(/^\s*::/m);
      expect(text).not.toContain('##[');
    }),
  );
});

test('headers of an answer that say what to do are shown with it', () => {
  const headers = { location: '/login', 'www-authenticate': 'Bearer realm="x"', etag: 'nothing to do' };
  const received = { status: 401, headers, body: '', ms: 1 };
  const text = plain(
    report({ exitCode: 1, cases: [caseResult({ outcome: 'failed', findings: [finding({ received })] })] }),
  );
  expect(text).toContain('401 (location: /login; www-authenticate: Bearer realm="x") without a body\n');
});

test('what was created is a few ids, and where the others are', () => {
  const created = Array.from({ length: 200 }, (_, index) => ({
    api: 'library',
    operationId: 'borrowBook',
    id: `loan-${index}`,
  }));
  const text = plain(report({ created }));
  expect(text).toMatch(
    /Created on the server: 200\n +borrowBook +loan-0 .* and \d+ more; a report \(--report json=FILE\)/,
  );
  expect(text).not.toContain('loan-50');
});

test('of 200 findings those that keep clients from working come first', () => {
  const found = Array.from({ length: 199 }, (_, index) =>
    finding({ check: 'refused', sentence: `lets ${index} through`, cause: `${index}` }),
  );
  const dead = finding({ check: 'answered', sentence: 'borrowBook did not answer', cause: '' });
  const text = plain(
    report({ exitCode: 1, cases: [caseResult({ outcome: 'failed', findings: [...found, dead] })] }),
  );
  expect(text).toMatch(/^200 violations\n\s+1 {2}borrowBook did not answer/m);
});
