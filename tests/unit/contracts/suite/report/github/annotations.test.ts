import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { annotations, github } from '../../../../../../contracts/suite/report/github/annotations.ts';
import { githubSummary } from '../../../../../../contracts/suite/report/github/summary.ts';
import { hostileReport } from '../../reporters/hostile-report.ts';
import {
  allGreen,
  caseResult,
  finding,
  manyFindings,
  report,
  threeViolations,
} from '../../reporters/made-up.ts';

const folder = mkdtempSync(join(tmpdir(), 'flowx-mock-github-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const unescaped = (text: string) =>
  text
    .replaceAll('%2C', ',')
    .replaceAll('%3A', ':')
    .replaceAll('%0D', '\r')
    .replaceAll('%0A', '\n')
    .replaceAll('%25', '%');

/** As the runner reads a line: actions/runner, src/Runner.Common/ActionCommand.cs, TryParseV2. */
function parsed(line: string) {
  const end = line.indexOf('::', 2);
  const [command = '', ...rest] = line.slice(2, end).split(' ');
  const properties = rest
    .join(' ')
    .split(',')
    .map((pair) => pair.split('='))
    .map(([name, ...value]) => [name, unescaped(value.join('='))]);
  return { command, properties: Object.fromEntries(properties), text: unescaped(line.slice(end + 2)) };
}

test('what the baseline knows, and ids that were made up, stand apart in the summary', () => {
  const known = finding({ sentence: 'getBook answered 418', known: true });
  const run = report({
    cases: [caseResult({ outcome: 'failed', findings: [known, known] })],
    invented: [{ api: 'library', operationId: 'getBook', name: 'isbn', value: 'made up' }],
  });
  expect(githubSummary(run)).toMatch(/### Known before, not counted\n\n- getBook answered 418 ×2\n/);
  expect(githubSummary(run)).toMatch(
    /### Made up, .*\n\n- <code>getBook<\/code> <code>isbn<\/code> <code>made up<\/code>/,
  );
  expect(annotations(run)).toBe('');
  expect(githubSummary(allGreen())).not.toMatch(/Known before|Made up/);
});

test('a violation is an error at its line of the contract, a discovery a warning', () => {
  const lines = annotations(threeViolations()).trimEnd().split('\n').map(parsed);
  expect(lines.map(({ command }) => command)).toEqual(['error', 'error', 'warning']);
  expect(lines[0]).toEqual({
    command: 'error',
    properties: {
      file: 'contracts/apis/library/operations/borrow-book.yaml',
      line: '17',
      title: 'borrowBook: status-declared',
    },
    text: [
      'borrowBook answered 201; documented: 200 (×2)',
      'documented, https://library.example/docs/borrow, contracts/apis/library/operations/borrow-book.yaml:17',
      'flowx-mock verify https://library.example --only borrowBook/status-declared --seed 42',
    ].join('\n'),
  });
});

test('nothing is lost where GitHub stops showing: the last annotation counts the others', () => {
  const lines = annotations(manyFindings()).trimEnd().split('\n');
  expect(lines).toHaveLength(10);
  expect(lines.at(-1)).toBe('::error title=More::72 findings more: see the job summary');
});

test('outside of GitHub Actions it says and writes nothing', async () => {
  expect(await github(threeViolations(), {})).toBe('');
});

test('in GitHub Actions the summary is added to its file', async () => {
  const file = join(folder, 'summary.md');
  writeFileSync(file, 'before\n');
  const said = await github(threeViolations(), { GITHUB_ACTIONS: 'true', GITHUB_STEP_SUMMARY: file });
  expect(said).toBe(annotations(threeViolations()));
  const summary = readFileSync(file, 'utf8');
  expect(summary).toMatch(/^before\n## ❌ The contract is broken\n/);
  expect(summary).toContain('| ❌ <code>borrowBook</code> | 20 | 2 | 0 | 0 |');
  expect(githubSummary(allGreen())).toContain('## ✅ The contract holds');
});

test('a summary stays below what GitHub takes', () => {
  expect(githubSummary(manyFindings()).length).toBeLessThan(200_000);
});

test('no text of a server becomes a command', () => {
  fc.assert(
    fc.property(hostileReport, (made) => {
      const said = annotations(made);
      const lines = said === '' ? [] : said.replace(/\n$/, '').split('\n');
      for (const line of lines) {
        expect(line).toMatch(/^::(error|warning) /);
        expect(
          Object.keys(parsed(line).properties).filter((name) => !['file', 'line', 'title'].includes(name)),
        ).toEqual([]);
      }
    }),
  );
});

test('no text of a server becomes Markdown or HTML', () => {
  fc.assert(
    fc.property(hostileReport, (made) => {
      const outside = githubSummary(made).replace(/^(`{3,})text\n[\s\S]*?\n\1$/gm, '');
      expect(outside).not.toContain('`');
      expect(outside.replace(/<\/?(details|summary|code)>/g, '')).not.toMatch(/[<>]/);
      expect(outside).not.toMatch(/^#+ (?!❌|✅|⚪|Violations|Discoveries|Never seen)/m);
    }),
  );
});
