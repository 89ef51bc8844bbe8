/** What json-schema-faker does not know of regular expressions, said in what it knows. */
const KNOWN_AS: [RegExp, string][] = [
  [/\\p\{(?:Lu|Uppercase_Letter|Uppercase)\}/g, 'A-Z'],
  [/\\p\{(?:Ll|Lowercase_Letter|Lowercase)\}/g, 'a-z'],
  [/\\p\{(?:L|Letter|Alphabetic|Script=Latin)\}/g, 'a-zA-Z'],
  [/\\p\{(?:N|Nd|Number|Decimal_Number)\}/g, '0-9'],
  [/\\p\{(?:P|Punctuation)\}/g, '.'],
  [/\\p\{(?:Z|Zs|Separator|White_Space)\}/g, ' '],
];

/** An escape, a class or a quantifier. */
const PARTS = /\\.|\[(?:\\.|[^\]\\])*\]|\{(\d+)(,(\d*))?\}|[+*]/g;

/**
 * Spellings of a pattern from which json-schema-faker makes a text of at least `minLength`: it repeats what
 * may be repeated only a few times, so the second spelling demands more. What comes of them must be judged by
 * the original.
 */
export function stretched(pattern: string, minLength: number): string[] {
  const readable = readablePattern(pattern);
  if (minLength <= 1) return [readable];
  const repeatable = [...readable.matchAll(PARTS)].filter(isRepeat).length;
  const share = Math.ceil(minLength / Math.max(repeatable, 1));
  const repeated = (least: number, most: number, part: string) => {
    const count = Math.min(Math.max(least, share), most);
    return most <= least ? part : `{${count},${Math.min(most, count + 1)}}`;
  };
  const longer = readable.replaceAll(PARTS, (part, least?: string, open?: string, most?: string) => {
    if (part === '+' || part === '*') return repeated(part === '+' ? 1 : 0, Infinity, part);
    if (least === undefined || open === undefined) return part;
    return repeated(Number(least), most ? Number(most) : Infinity, part);
  });
  return [longer, readable];
}

function isRepeat(match: RegExpExecArray): boolean {
  return match[0] === '+' || match[0] === '*' || match[2] !== undefined;
}

function readablePattern(pattern: string): string {
  const escaped = pattern.replaceAll(/\\u([0-9a-fA-F]{4})/g, (_, code: string) => {
    const letter = String.fromCharCode(Number.parseInt(code, 16));
    return /\w/.test(letter) ? letter : `\\${letter}`;
  });
  // Inside a class the ranges stand as they are, outside they need a class of their own.
  return escaped.replaceAll(/\[(?:\\.|[^\]\\])*\]|\\p\{[^}]*\}/g, (part) => {
    const known = KNOWN_AS.reduce((text, [what, as]) => text.replaceAll(what, as), part);
    return part.startsWith('[') || known === part ? known : `[${known}]`;
  });
}
