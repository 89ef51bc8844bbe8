import { createHash } from 'node:crypto';
import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { html } from '../../../../../../contracts/suite/report/html/html.ts';
import { hostileReport } from '../../reporters/hostile-report.ts';
import {
  allGreen,
  caseResult,
  finding,
  manyFindings,
  report,
  threeViolations,
} from '../../reporters/made-up.ts';

const ELEMENTS =
  'html head meta title style body header footer main nav section div p h1 h2 h3 small strong span b i a br ul li dl dt dd ' +
  'svg circle path rect table caption thead tbody tr th td details summary pre code';
const ATTRIBUTES =
  'lang charset name content http-equiv class id href rel scope role aria-label aria-hidden open width height viewBox ' +
  'fill stroke stroke-width stroke-linecap stroke-linejoin cx cy r x y d';
const tag = new RegExp(
  `^</?(${ELEMENTS.replaceAll(' ', '|')})( (${ATTRIBUTES.replaceAll(' ', '|')})(="[^"<>]*")?)*/?>$`,
);
const VOID = new Set(['meta', 'br', 'circle', 'path', 'rect']);

const bodyOf = (page: string) =>
  page.replace(/<style>[\s\S]*<\/style>/, '<style></style>').replace(/^<!doctype html>/, '');
const tagsOf = (page: string) => bodyOf(page).match(/<[^>]*>?/g) ?? [];

/** Elements that are not closed, or closed in the wrong order. */
function unbalanced(tags: string[]): string[] {
  const open: string[] = [];
  for (const written of tags) {
    const name = /[a-z0-9]+/.exec(written)?.[0] ?? '';
    if (VOID.has(name)) continue;
    if (!written.startsWith('</')) open.push(name);
    else if (open.pop() !== name) return [written];
  }
  return open;
}

test('the verdict, the reason and the sentences stand on the page', () => {
  const page = html(threeViolations());
  expect(page).toContain('The contract is broken</h1>');
  expect(page).toContain('3 violations in 2 of 6 operations.');
  expect(page).toContain('<span>borrowBook answered 201; documented: 200</span> <b>×2</b>');
  expect(page).toContain('<a href="https://library.example/docs/borrow" rel="noreferrer noopener">');
  expect(page).toContain('borrow-book.yaml:17');
  expect(html(allGreen())).toContain('The contract holds</h1>');
  expect(html(report())).toContain('Nothing was judged</h1>');
});

test('what the baseline knows, and ids that were made up, stand apart', () => {
  const known = finding({ sentence: 'getBook answered 418; documented: 200', known: true });
  const page = html(
    report({
      cases: [caseResult({ outcome: 'failed', findings: [known, known] })],
      invented: [{ api: 'library', operationId: 'getBook', name: 'isbn', value: 'made-<up>' }],
    }),
  );
  expect(page).toContain('Nothing new</h1>');
  expect(page).toContain('Nothing was found beside 1 finding of the baseline.');
  expect(page).toContain('1 finding of the baseline</summary>');
  expect(page).toContain('<li>getBook answered 418; documented: 200 <b>×2</b></li>');
  expect(page).toContain('<td>isbn</td><td><code>made-&lt;up&gt;</code></td>');
  expect(page).toContain('None: no promise of the documentation was broken.');
  expect(html(allGreen())).not.toMatch(/id="(known|invented)"/);
});

test('it fetches nothing, runs nothing, and its policy allows just its own style', () => {
  const page = html(threeViolations());
  expect(page).not.toMatch(/<script|<link|<img|<iframe|@import|url\(| style=| on[a-z]+=/i);
  const style = /<style>([\s\S]*)<\/style>/.exec(page)?.[1] ?? '';
  const hash = createHash('sha256').update(style).digest('base64');
  expect(page).toContain(`default-src 'none'; style-src 'sha256-${hash}'`);
});

test('sentences of one check beyond the fifth are folded away', () => {
  const page = html(manyFindings());
  expect(page).toContain('75 more of body-matches-schema');
  expect(page.match(/<details class="finding" open>/g)).toBeNull();
  expect(html(threeViolations()).match(/<details class="finding" open>/g)).toHaveLength(3);
});

test('a page that is no web address is no link', () => {
  const provenance = { status: 'observed' as const, source: ['javascript:alert(1)', 'recordings/7.har'] };
  const cases = [caseResult({ outcome: 'failed', findings: [finding({ provenance })] })];
  const page = html(report({ cases, exitCode: 1 }));
  expect(page).toContain('<br>recordings/7.har');
  expect(page).not.toMatch(/href="(?!#)/);
});

test('no text of a server becomes markup', () => {
  fc.assert(
    fc.property(hostileReport, (made) => {
      const page = html(made);
      const tags = tagsOf(page);
      expect(tags.filter((written) => !tag.test(written))).toEqual([]);
      expect(unbalanced(tags)).toEqual([]);
      expect(bodyOf(page)).not.toMatch(/(?!\n|\t)[\p{Cc}\p{Cs}\u2028-\u202e]/u);
      expect(page).not.toMatch(/href="(?!#|https?:)/i);
    }),
  );
});
