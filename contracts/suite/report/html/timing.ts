import type { Report } from '../report.ts';
import { type Markup, markup } from '../wording/markup.ts';

/** How long answers took: information, never a verdict. */
export function timing(report: Report): Markup | false {
  if (report.timing.length === 0) return false;
  const slowest = Math.max(1, ...report.timing.map(({ max }) => max));
  return markup`<section id="timing">
<h2>Response times</h2>
<p>For information; nothing passes or fails by them. Dark: half of the answers; light: 95 of 100; line: the slowest.</p>
<div class="scroll"><table class="timing"><thead><tr><th scope="col">Operation</th><th scope="col">Spread</th><th scope="col" class="number">Answers</th><th scope="col" class="number">Half within</th><th scope="col" class="number">95 % within</th><th scope="col" class="number">Slowest</th></tr></thead>
<tbody>${report.timing.map((line) => row(line, slowest))}</tbody></table></div>
</section>`;
}

function row({ operationId, count, p50, p95, max }: Report['timing'][number], slowest: number): Markup {
  const ms = (value: number) => markup`<td class="number">${Math.round(value)} ms</td>`;
  return markup`<tr><th scope="row">${operationId}</th><td class="picture">${spread(p50, p95, max, slowest)}</td><td class="number">${count}</td>${ms(p50)}${ms(p95)}${ms(max)}</tr>
`;
}

function spread(p50: number, p95: number, max: number, slowest: number): Markup {
  const length = (value: number) => Math.max(2, (value / slowest) * 200).toFixed(1);
  return markup`<svg width="204" height="12" viewBox="0 0 204 12" aria-hidden="true"><rect class="p95" fill="#a9c1e8" x="0" y="2" width="${length(p95)}" height="8"/><rect class="p50" fill="#3465b4" x="0" y="2" width="${length(p50)}" height="8"/><rect class="max" fill="#6b7280" x="${length(max)}" y="0" width="2" height="12"/></svg>`;
}
