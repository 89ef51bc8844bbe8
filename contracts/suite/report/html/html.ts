import { createHash } from 'node:crypto';
import type { Report } from '../report.ts';
import { headlineOf } from '../wording/headline.ts';
import { Markup, markup } from '../wording/markup.ts';
import { absences, created, invented, known, legend, variants } from './absences-and-variants.ts';
import { discoveries, violations } from './findings.ts';
import { header } from './header.ts';
import { operations } from './operation-table.ts';
import { STYLE } from './style.ts';
import { timing } from './timing.ts';

/**
 * One page that stands alone: no script, nothing fetched, and its own content security policy. Where a stricter policy
 * forbids its style (some CI servers'), it is plain but complete.
 */
export function html(report: Report): string {
  const hash = createHash('sha256').update(STYLE).digest('base64');
  return markup`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'sha256-${hash}'; base-uri 'none'; form-action 'none'">
<title>${headlineOf(report).title}: ${report.target}</title>
<style>${new Markup(STYLE)}</style>
</head>
<body>
${header(report)}
<main>
${operations(report)}
${violations(report)}
${discoveries(report)}
${known(report)}
${absences(report)}
${variants(report)}
${timing(report)}
${created(report)}
${invented(report)}
${legend()}
</main>
<footer>${report.tool.name} ${report.tool.version}</footer>
</body>
</html>
`.text;
}
