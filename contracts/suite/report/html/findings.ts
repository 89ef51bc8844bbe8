import type { Finding, Report, Verdict } from '../report.ts';
import { type Group, groupsOf } from '../wording/count-results.ts';
import { type Detail, detailsOf, placeText } from '../wording/details.ts';
import { cut } from '../wording/escape-control-characters.ts';
import { type Markup, markup } from '../wording/markup.ts';
import { amount, lasting } from '../wording/plural.ts';
import { link } from './link.ts';

/** Broken promises of the documentation, as sentences to be opened. */
export function violations(report: Report): Markup {
  return section(report, 'violation', {
    id: 'violations',
    title: 'Violations',
    lead: 'The documentation promises it, and this server does otherwise. Clients that rely on the documentation will fail.',
    none: 'None: no promise of the documentation was broken.',
  });
}

/** What differs from assumptions. */
export function discoveries(report: Report): Markup {
  return section(report, 'discovery', {
    id: 'discoveries',
    title: 'Discoveries',
    lead: 'The documentation is silent here. The server differs from what the contract assumes: worth knowing, and the contract may be what is wrong.',
    none: 'None.',
  });
}

interface Words {
  id: string;
  title: string;
  lead: string;
  none: string;
}

function section(report: Report, verdict: Verdict, { id, title, lead, none }: Words): Markup {
  const groups = groupsOf(report, verdict);
  if (groups.length === 0) return markup`<section id="${id}"><h2>${title}</h2><p>${none}</p></section>`;
  const operations = new Map<string, Group[]>();
  for (const group of groups) {
    const key = JSON.stringify([group.finding.api, group.finding.operationId]);
    operations.set(key, [...(operations.get(key) ?? []), group]);
  }
  const few = groups.length <= 3;
  return markup`<section id="${id}" class="${verdict}">
<h2>${title}</h2>
<p>${lead}</p>
${[...operations.values()].map((own) => operationFindings(own, few))}
</section>`;
}

function operationFindings(groups: readonly Group[], open: boolean): Markup {
  const [first] = groups;
  const total = groups.reduce((sum, { count }) => sum + count, 0);
  const checks = [...new Set(groups.map(({ finding }) => finding.check))];
  return markup`<h3>${first?.finding.operationId} <small>${first?.finding.api}, found ${total === 1 ? 'once' : amount(total, 'time')}</small></h3>
${checks.map((check) =>
  checkFindings(
    groups.filter(({ finding }) => finding.check === check),
    open,
  ),
)}`;
}

/** How many different sentences of one check are shown at once; the others are folded away. */
const AT_ONCE = 5;

function checkFindings(groups: readonly Group[], open: boolean): Markup {
  const shown = groups.slice(0, AT_ONCE).map((group) => findingBlock(group, open));
  const others = groups.slice(AT_ONCE).map((group) => findingBlock(group, false));
  if (others.length === 0) return markup`${shown}`;
  return markup`${shown}<details class="more"><summary>${others.length} more of ${groups[0]?.finding.check}</summary>
${others}</details>
`;
}

function findingBlock(group: Group, open: boolean): Markup {
  const { finding, count } = group;
  const opened = open && markup` open`;
  const details = detailsOf(group).filter(({ label }) => !['promise', 'answer', 'note'].includes(label));
  return markup`<details class="finding"${opened}><summary><span>${finding.sentence}</span>${count > 1 && markup` <b>×${count}</b>`}</summary>
<dl>
${promise(finding)}${details.map(detail)}</dl>
${exchange(finding)}</details>
`;
}

function promise({ provenance, promise: place }: Finding): Markup {
  const pages = provenance.source.map((page) => markup`<br>${link(page)}`);
  return markup`<dt>promise</dt><dd>${provenance.status}${provenance.note && markup`: ${provenance.note}`}${pages}${
    place && markup`<br><code>${placeText(place)}</code>`
  }</dd>
`;
}

function detail({ label, text, command }: Detail): Markup {
  const shown = command ? markup`<pre>${text}</pre>` : markup`<code>${text}</code>`;
  return markup`<dt>${label}</dt><dd class="${label}">${shown}</dd>
`;
}

/** The first exchange that showed it, whole. */
function exchange({ sent, received }: Finding): Markup | false {
  if (!sent && !received) return false;
  const asked = sent && [`${sent.method} ${sent.url}`, ...headerLines(sent.headers), '', sent.body ?? ''];
  const answered = received && [
    `${received.status}, after ${lasting(received.ms)}`,
    ...headerLines(received.headers),
    '',
    received.body,
  ];
  return markup`<details class="exchange"><summary>The request and its answer</summary>
${asked && markup`<pre>${cut(asked.join('\n').trimEnd(), 20_000)}</pre>`}${answered && markup`<pre>${cut(answered.join('\n').trimEnd(), 20_000)}</pre>`}
</details>
`;
}

function headerLines(headers: Record<string, string>): string[] {
  return Object.entries(headers).map(([name, value]) => `${name}: ${value}`);
}
