import { createHash } from 'node:crypto';
import { STYLE } from './style.ts';

/** Text that is HTML already; any other text is escaped where it stands in `html`. */
export class Html {
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }
}

type Part = Html | string | number | undefined | false | readonly Html[];

/** HTML from a template: what is put in is text, unless it is HTML itself. */
export function html(strings: TemplateStringsArray, ...parts: Part[]): Html {
  return new Html(strings.reduce((before, text, index) => before + written(parts[index - 1]) + text));
}

function written(part: Part): string {
  if (part === undefined || part === false) return '';
  if (part instanceof Html) return part.text;
  if (typeof part === 'object') return part.map(({ text }) => text).join('');
  return String(part).replace(/[&<>"']/g, (letter) => `&#${letter.charCodeAt(0)};`);
}

/** What a page may do: nothing but look like it does; no script, no other site, in no frame. */
const POLICY = `default-src 'none'; style-src '${hashOf(STYLE)}'; base-uri 'none'; frame-ancestors 'none'`;

const HEADERS = {
  'Content-Type': 'text/html; charset=utf-8',
  'Content-Security-Policy': POLICY,
  'X-Frame-Options': 'DENY',
  'X-Content-Type-Options': 'nosniff',
  // With `no-referrer` a form would come without its origin, by which we know that it is ours.
  'Referrer-Policy': 'same-origin',
  'Cache-Control': 'no-store',
};

/** A page for people. It needs no script. */
export function page(title: string, content: Html, status = 200) {
  const whole = html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${title}</title>
<style>${new Html(STYLE)}</style>
</head>
<body>
<main>
${content}
</main>
</body>
</html>
`;
  return { status, headers: { ...HEADERS }, body: whole.text };
}

/** A page that stands in a frame of an application, shows nothing, and does what its script does. */
export function scriptPage(script: string) {
  const policy = `default-src 'none'; script-src '${hashOf(script)}'; connect-src 'self'; base-uri 'none'`;
  const headers = {
    'Content-Type': 'text/html; charset=utf-8',
    'Content-Security-Policy': policy,
    'Cache-Control': 'no-store',
  };
  const body = `<!doctype html>\n<html lang="en">\n<head><meta charset="utf-8"><title>-</title></head>\n<body><script>${script}</script></body>\n</html>\n`;
  return { status: 200, headers, body };
}

function hashOf(text: string): string {
  return `sha256-${createHash('sha256').update(text).digest('base64')}`;
}
