const MASK = '***';

/** Private keys, and the keys of some well-known services. */
const SHAPES = new RegExp(
  [
    '-----BEGIN [A-Z ]*PRIVATE KEY-----[^-]*(?:-----END [A-Z ]*-----)?',
    String.raw`\b(?:Bearer|Basic) [\w.~+/=-]{8,}`,
    String.raw`\b(?:sk|pk|rk|whsec)_(?:live|test)_\w{8,}`,
    String.raw`\bsk-[\w-]{20,}`,
    String.raw`\bgh[pousr]_\w{20,}`,
    String.raw`\bgithub_pat_\w{20,}`,
    String.raw`\bglpat-[\w-]{16,}`,
    String.raw`\bxox[abeprs]-[\w-]{10,}`,
    String.raw`\b(?:AKIA|ASIA)[A-Z\d]{16}\b`,
    String.raw`\bAIza[\w-]{30,}`,
    String.raw`\bya29\.[\w-]{10,}`,
    String.raw`\bnpm_\w{30,}`,
  ].join('|'),
  'g',
);

/** A JWT has so many parts at most: one that is encrypted. */
const JWT_PARTS = 5;
/** The first part of a JWT is at least so long. */
const JWT_HEAD = 8;

/** A text without what has the shape of a secret, wherever it stands. Takes no longer than the text is long. */
export function maskValue(text: string): string {
  if (text.length < 12) return text;
  const rest = text.includes('eyJ') ? text.replace(/[\w.-]{12,}/g, maskJwts) : text;
  return rest.replace(SHAPES, MASK);
}

/** An expression would begin anew at each `eyJ` of a text that is made of them. */
function maskJwts(run: string): string {
  let masked = '';
  let from = 0;
  for (let at = run.indexOf('eyJ'); at !== -1; ) {
    const dot = run.indexOf('.', at);
    if (dot === -1) break;
    if (dot - at < JWT_HEAD) {
      at = run.indexOf('eyJ', dot);
      continue;
    }
    const end = endOfJwt(run, dot);
    masked += run.slice(from, at) + MASK;
    from = end;
    at = run.indexOf('eyJ', end);
  }
  return masked + run.slice(from);
}

function endOfJwt(run: string, firstDot: number): number {
  let dot = firstDot;
  for (let parts = 1; parts < JWT_PARTS; parts += 1) {
    const next = run.indexOf('.', dot + 1);
    if (next === -1) return run.length;
    dot = next;
  }
  return dot;
}
