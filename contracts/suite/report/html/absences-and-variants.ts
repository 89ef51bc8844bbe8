import type { Absence, Report } from '../report.ts';
import { knownGroups } from '../wording/count-results.ts';
import { promiseText } from '../wording/details.ts';
import { missingPromises } from '../wording/headline.ts';
import { type Markup, markup } from '../wording/markup.ts';
import { amount } from '../wording/plural.ts';

/** Promises that never showed. */
export function absences(report: Report): Markup {
  if (report.absences.length === 0)
    return markup`<section id="unseen"><h2>Never seen</h2><p>Nothing: every promise showed at least once.</p></section>`;
  const waived = report.absences.filter((absence) => absence.waived).length;
  const lead =
    missingPromises(report).length > 0
      ? 'The contract names these, no answer of this run had them, and the run demands that each shows.'
      : 'The contract names these, and no answer of this run had them. That breaks nothing; it is what the run cannot vouch for.';
  return markup`<section id="unseen">
<h2>Never seen</h2>
<p>${lead}</p>
<details class="list"><summary>${amount(report.absences.length, 'promise')}${waived > 0 && `, of which ${waived} waived`}</summary>
<div class="scroll"><table><thead><tr><th scope="col">Operation</th><th scope="col">What</th><th scope="col">Promise</th></tr></thead>
<tbody>${report.absences.map(absenceRow)}</tbody></table></div></details>
</section>`;
}

/** Findings of the baseline. */
export function known(report: Report): Markup | false {
  const groups = knownGroups(report);
  if (groups.length === 0) return false;
  return markup`<section id="known">
<h2>Known before</h2>
<p>The baseline has these; they do not count.</p>
<details class="list"><summary>${amount(groups.length, 'finding')} of the baseline</summary>
<ul>${groups.map(({ finding, count }) => markup`<li>${finding.sentence}${count > 1 && markup` <b>×${count}</b>`}</li>`)}</ul></details>
</section>`;
}

/** Ids that nobody gave: an answer to them is not that to a real one. */
export function invented({ invented: ids = [] }: Report): Markup | false {
  if (ids.length === 0) return false;
  return markup`<section id="invented">
<h2>Made up</h2>
<p>No target and no example says these ids.</p>
<div class="scroll"><table><thead><tr><th scope="col">Operation</th><th scope="col">Parameter</th><th scope="col">Value</th></tr></thead>
<tbody>${ids.map(({ operationId, name, value }) => markup`<tr><td>${operationId}</td><td>${name}</td><td><code>${value}</code></td></tr>`)}</tbody></table></div>
</section>`;
}

/** Which variant a server follows where the pages disagree. */
export function variants(report: Report): Markup | false {
  if (report.variants.length === 0) return false;
  return markup`<section id="variants">
<h2>Where the documentation disagrees with itself</h2>
<p>Each documented variant is accepted. This server follows:</p>
<div class="scroll"><table><thead><tr><th scope="col">Operation</th><th scope="col">Topic</th><th scope="col">Seen</th></tr></thead>
<tbody>${report.variants.map(({ operationId, topic, seen }) => markup`<tr><td>${operationId}</td><td>${topic}</td><td>${seen}</td></tr>`)}</tbody></table></div>
</section>`;
}

/** Everything the run left on the server. */
export function created(report: Report): Markup | false {
  if (report.created.length === 0) return false;
  return markup`<section id="created">
<h2>Created on the server</h2>
<details class="list"><summary>${report.created.length} left behind</summary>
<div class="scroll"><table><thead><tr><th scope="col">Operation</th><th scope="col">Id</th></tr></thead>
<tbody>${report.created.map(({ operationId, id }) => markup`<tr><td>${operationId}</td><td><code>${id}</code></td></tr>`)}</tbody></table></div></details>
</section>`;
}

/** The words of this page. */
export function legend(): Markup {
  return markup`<section id="words">
<h2>How to read this</h2>
<dl class="words">
<dt>Violation</dt><dd>A promise that a page of the documentation makes, or that was recorded from a real server, is broken.</dd>
<dt>Discovery</dt><dd>The server differs from something the contract only infers or assumes, because no page says it.</dd>
<dt>Not judged</dt><dd>It could not be told, for instance because no public call shows what was stored.</dd>
<dt>Never seen</dt><dd>A status, header or value that the contract names did not occur in this run.</dd>
<dt>Seed</dt><dd>The same seed sends the same requests again.</dd>
</dl>
</section>`;
}

function absenceRow({ operationId, what, provenance, promise, waived }: Absence): Markup {
  const why = waived ? `waived until ${waived.until}: ${waived.reason}` : promiseText(provenance, promise);
  return markup`<tr><td>${operationId}</td><td><code>${what}</code></td><td class="small">${why}</td></tr>`;
}
