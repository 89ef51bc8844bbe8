/** Why a text is no JSON, and where; undefined for one that is. */
export function whyNoJson(text: string): string | undefined {
  try {
    JSON.parse(text);
    return undefined;
  } catch {
    return known(text) ?? plainReason(text);
  }
}

function known(text: string): string | undefined {
  if (text.trim() === '') return 'it is empty';
  if (text.startsWith('\ufeff')) return 'it begins with a byte order mark, at character 1';
  const [guard] = /^(\)\]\}'|while\s*\(1\)|for\s*\(;;\))/.exec(text) ?? [];
  if (guard) return `it begins with ${guard}, a guard that clients would have to take off`;
  if (/^\s*</.test(text)) return 'it is HTML or XML';
  return undefined;
}

/** What stands where no JSON may stand. */
function plainReason(text: string): string {
  const at = firstWrong(text);
  const before = text.slice(0, at);
  const lines = before.split('\n');
  const where = `at line ${lines.length}, column ${(lines.at(-1)?.length ?? 0) + 1}`;
  const rest = text.slice(at);
  if (rest === '') return `it is cut off ${where}`;
  if (/^[\]}]/.test(rest) && /,\s*$/.test(before)) return `a comma too many ${where}`;
  const [word] = /^-?(?:NaN|Infinity|undefined|None|True|False)\b/.exec(rest) ?? [];
  if (word) return `${word} is no value of JSON, ${where}`;
  return `${JSON.stringify(rest.slice(0, 1))} is not expected ${where}`;
}

const TOKEN =
  /[{}[\],:]|"(?:[^"\\\p{Cc}]|\\(?:["\\/bfnrt]|u[\da-fA-F]{4}))*"|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null/uy;

/** Index of the first character that no JSON can go on with; the engine tells it in some versions only. */
function firstWrong(text: string): number {
  const open: string[] = [];
  let expected = 'value';
  let at = 0;
  for (;;) {
    at += /^[ \t\r\n]*/.exec(text.slice(at))?.[0].length ?? 0;
    TOKEN.lastIndex = at;
    const token = TOKEN.exec(text)?.[0];
    // A text, number or word that is not finished is cut off where the whole is.
    if (token === undefined)
      return /^["\dtfn-]/.test(text.slice(at)) && isBegun(text.slice(at)) ? text.length : at;
    const next = step(token, expected, open);
    if (next === undefined) return at;
    expected = next;
    at += token.length;
  }
}

function isBegun(rest: string): boolean {
  return (
    /^"[^"\n]*$|^-?\d*\.?\d*$/.test(rest) || ['true', 'false', 'null'].some((word) => word.startsWith(rest))
  );
}

/** What may follow a token; undefined where the token may not stand. */
function step(token: string, expected: string, open: string[]): string | undefined {
  const closes = token === (open.at(-1) === '{' ? '}' : ']');
  if (closes && open.length > 0 && /end|first/.test(expected)) {
    open.pop();
    return open.length === 0 ? 'nothing' : 'comma or end';
  }
  const after = open.length === 0 ? 'nothing' : 'comma or end';
  if (/comma/.test(expected)) return token === ',' ? (open.at(-1) === '{' ? 'name' : 'value') : undefined;
  if (expected === 'colon') return token === ':' ? 'value' : undefined;
  if (/name/.test(expected)) return token.startsWith('"') ? 'colon' : undefined;
  if (!/value/.test(expected) || /^[\]},:]$/.test(token)) return undefined;
  if (token !== '{' && token !== '[') return after;
  open.push(token);
  return token === '{' ? 'first name' : 'first value';
}
