import { createHash } from 'node:crypto';
import type { Report } from '../report.ts';
import { headlineOf } from './headline.ts';
import { discoveries, violations } from './html-findings.ts';
import { header } from './html-header.ts';
import { absences, created, legend, variants } from './html-lists.ts';
import { operations } from './html-operations.ts';
import { STYLE } from './html-style.ts';
import { timing } from './html-timing.ts';
import { Markup, markup } from './markup.ts';

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
${absences(report)}
${variants(report)}
${timing(report)}
${created(report)}
${legend()}
</main>
<footer>${report.tool.name} ${report.tool.version}</footer>
</body>
</html>
`.text;
}
