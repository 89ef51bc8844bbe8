import type { Report, Verdict } from '../report.ts';
import { groupsOf } from '../wording/count-results.ts';
import { headlineOf, missingPromises, sumsOf } from '../wording/headline.ts';
import { type Markup, markup } from '../wording/markup.ts';
import { amount, lasting, moment } from '../wording/plural.ts';

/** The verdict, what it rests on, and where and when it was reached. */
export function header(report: Report): Markup {
  const { outcome, title, reason, cases } = headlineOf(report);
  return markup`<header class="verdict ${outcome}">
<div class="wide">
<p class="eyebrow">Contract report</p>
${(report.troubles ?? []).map(({ sentence }) => markup`<p class="trouble"><strong>${sentence}</strong></p>`)}
<h1>${icon(outcome)} ${title}</h1>
<p class="reason">${reason} ${cases}</p>
<dl class="run">
<div><dt>Server</dt><dd>${report.target}</dd></div>
<div><dt>When</dt><dd>${moment(report.startedAt)}</dd></div>
<div><dt>Took</dt><dd>${lasting(report.ms)}</dd></div>
<div><dt>Seed</dt><dd>${report.seed}</dd></div>
<div><dt>Mode</dt><dd>${report.strict ? 'strict: discoveries fail the run' : 'discoveries are reported only'}</dd></div>
</dl>
</div>
</header>
${tiles(report)}`;
}

function tiles(report: Report): Markup {
  const { violations, discoveries, passed, cases, notJudged } = sumsOf(report);
  const unseen = report.absences.filter((absence) => !absence.waived).length;
  const presence = missingPromises(report).length > 0 ? 'bad' : 'quiet';
  return markup`<nav class="wide tiles" aria-label="Results">
${tile('violations', violations, kinds(report, 'violation', violations), violations > 0 ? 'bad' : 'good')}
${tile('discoveries', discoveries, kinds(report, 'discovery', discoveries), report.strict && discoveries > 0 ? 'bad' : discoveries > 0 ? 'warn' : 'good')}
${tile('unseen', unseen, unseen === 1 ? 'promise never seen' : 'promises never seen', presence)}
${tile('operations', `${passed} of ${cases}`, notJudged > 0 ? `cases passed, ${notJudged} not judged` : 'cases passed', 'quiet')}
</nav>`;
}

/** `violations, 9 different`: many are one defect seen often. */
function kinds(report: Report, verdict: Verdict, count: number): string {
  const noun = amount(count, verdict).replace(/^\d+ /, '');
  const different = groupsOf(report, verdict).length;
  return different < count ? `${noun}, ${different} different` : noun;
}

function tile(target: string, figure: number | string, words: string, mood: string): Markup {
  return markup`<a class="tile ${mood}" href="#${target}"><strong>${figure}</strong> <span>${words}</span></a>`;
}

function icon(outcome: 'holds' | 'broken' | 'nothing'): Markup {
  const strokes = {
    holds: markup`<path d="M8 16.5l5.5 5.5L24 11"/>`,
    broken: markup`<path d="M10.5 10.5l11 11M21.5 10.5l-11 11"/>`,
    nothing: markup`<path d="M9 16h14"/>`,
  };
  return markup`<svg class="icon" width="32" height="32" viewBox="0 0 32 32" fill="none" stroke="currentColor" stroke-width="3" stroke-linecap="round" stroke-linejoin="round" aria-hidden="true"><circle cx="16" cy="16" r="14" stroke-width="2"/>${strokes[outcome]}</svg>`;
}
