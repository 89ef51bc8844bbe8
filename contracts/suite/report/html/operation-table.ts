import type { Report } from '../report.ts';
import { type Tally, talliesOf, unjudged } from '../wording/count-results.ts';
import { type Markup, markup } from '../wording/markup.ts';
import { amount } from '../wording/plural.ts';

/** What was judged: a table for each API, an operation a row, a bar for how its cases ended. */
export function operations(report: Report): Markup {
  const tallies = talliesOf(report);
  const apis = [...new Set(tallies.map(({ api }) => api))];
  return markup`<section id="operations">
<h2>What was judged</h2>
<p>Each case sends a request and compares the answer with what the contract promises.</p>
<ul class="key" aria-hidden="true"><li><i class="passed"></i>passed</li><li><i class="failed"></i>failed</li><li><i class="not-judged"></i>not judged</li><li><i class="skipped"></i>skipped</li></ul>
${apis.map((api) =>
  table(
    api,
    tallies.filter((tally) => tally.api === api),
  ),
)}
${reasons(report)}
</section>`;
}

function reasons(report: Report): Markup | false {
  const entries = unjudged(report);
  if (entries.length === 0) return false;
  const lines = entries.map(
    ({ outcome, reason, operations, count }) =>
      markup`<li>${amount(count, 'case')} ${outcome}: ${reason} <small>(${operations.join(', ')})</small></li>`,
  );
  return markup`<ul class="reasons">${lines}</ul>`;
}

function table(api: string, tallies: readonly Tally[]): Markup {
  const largest = Math.max(...tallies.map(total));
  return markup`<div class="scroll"><table class="operations">
<caption>${api}</caption>
<thead><tr><th scope="col">Operation</th><th scope="col">Cases</th><th scope="col" class="number">Passed</th><th scope="col" class="number">Failed</th><th scope="col" class="number">Not judged</th><th scope="col" class="number">Skipped</th></tr></thead>
<tbody>
${tallies.map((tally) => row(tally, largest))}</tbody>
</table></div>`;
}

function row(tally: Tally, largest: number): Markup {
  const number = (count: number, kind: string) =>
    markup`<td class="number ${count > 0 ? kind : 'none'}">${count}</td>`;
  return markup`<tr><th scope="row">${mark(tally)} ${tally.operationId}</th><td class="picture">${bar(tally, largest)}</td>${number(tally.passed, 'some')}${number(tally.failed, 'bad')}${number(tally.notJudged, 'some')}${number(tally.skipped, 'some')}</tr>
`;
}

function mark(tally: Tally): Markup {
  if (tally.red) return markup`<span class="mark bad" role="img" aria-label="failed">✗</span>`;
  if (tally.discoveries > 0)
    return markup`<span class="mark warn" role="img" aria-label="discoveries">!</span>`;
  if (tally.passed > 0) return markup`<span class="mark good" role="img" aria-label="passed">✓</span>`;
  return markup`<span class="mark quiet" role="img" aria-label="not judged">–</span>`;
}

/** As long as the operation has cases; a part that is there is never too thin to be seen. */
function bar(tally: Tally, largest: number): Markup {
  const parts = [
    { kind: 'passed', fill: '#2e9e6b', count: tally.passed },
    { kind: 'failed', fill: '#d43d34', count: tally.failed },
    { kind: 'not-judged', fill: '#d9a514', count: tally.notJudged },
    { kind: 'skipped', fill: '#9aa0a6', count: tally.skipped },
  ].filter(({ count }) => count > 0);
  const unit = 200 / largest;
  let x = 0;
  const pieces = parts.map(({ kind, fill, count }) => {
    const width = Math.max(3, count * unit);
    const piece = markup`<rect class="${kind}" fill="${fill}" x="${x.toFixed(1)}" y="0" width="${width.toFixed(1)}" height="12"/>`;
    x += width + 1.5;
    return piece;
  });
  return markup`<svg width="214" height="12" viewBox="0 0 214 12" aria-hidden="true">${pieces}</svg>`;
}

function total({ passed, failed, notJudged, skipped }: Tally): number {
  return passed + failed + notJudged + skipped;
}
