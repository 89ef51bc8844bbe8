import { isSecretName, type SecretNames } from './secret-names.ts';

const MASK = '***';

/** Only these words of a header are no secret: a key or a cookie may hold blanks, too. */
const SCHEME = /^(Basic|Bearer|Digest|Negotiate)(?= )/i;

/** Values that are secrets wherever they stand: JWTs, private keys, and the keys of some well-known services. */
const SECRET_VALUE = new RegExp(
  [
    String.raw`eyJ[\w-]{5,}(?:\.[\w-]*){1,4}`,
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

/** In a text, pairs as forms, JSON, parts of forms and XML have them: what stands before the value, the name, the value. */
const PAIRS = [
  /((?:^|[?&;,\s])([^=&?;,\s"<>]{1,200})=)([^&\s"<>]+)/g,
  /("([^"\\\n]{1,200})"\s*:\s*)("(?:[^"\\]|\\.)*"?|[^\s,{}[\]"]+)/g,
  /(name="([^"\n]{1,200})"[^\n]{0,200}\r?\n(?:[^\n]{1,200}\n){0,5}?\r?\n)([^\n]+)/g,
  /(<([\w:.-]{1,200})(?:\s[^<>]{0,500})?>)([^<]+)(?=<\/)/g,
];

/**
 * Headers as they may be shown: what could be a credential keeps its scheme and loses its value. An address in one, as
 * that of the page that sent the request, loses the tokens in it.
 */
export function maskHeaders(
  headers: NodeJS.Dict<string | string[]>,
  names: SecretNames,
): Record<string, string> {
  const shown: Record<string, string> = {};
  for (const name in headers) {
    const value = headers[name];
    const text = typeof value === 'string' ? value : (value ?? []).join(', ');
    if (isSecretName(name, names)) shown[name] = maskHeader(name, text);
    else shown[name] = mayHoldSecret(text) ? maskUrl(text, names) : text;
  }
  return shown;
}

/** What has none of these holds neither an address with parameters nor a key. */
const mayHoldSecret = (text: string): boolean => text.length > 12 && /[=@]|eyJ|[_-]\w{8}/.test(text);

/** The value of a header that carries a credential, without it: `Bearer ***`. */
export function maskHeader(name: string, text: string): string {
  const [scheme] = name.toLowerCase().endsWith('authorization') ? (SCHEME.exec(text) ?? []) : [];
  return scheme ? `${scheme} ${MASK}` : MASK;
}

/**
 * An address without the values of parameters that carry credentials, in its path, its query and its fragment, and in
 * addresses in it; and without a user's name and password.
 */
export function maskUrl(url: string, names: SecretNames): string {
  const text = url.includes('@') ? url.replace(/(\/\/)[^/?#@\s]*@/g, `$1${MASK}@`) : url;
  return maskValue(text.includes('=') ? maskParameters(text, names) : text);
}

function maskParameters(url: string, names: SecretNames): string {
  const parameter = /([?&#;,])([^=&#;?,/]*)=/g;
  let masked = '';
  let at = 0;
  for (let found = parameter.exec(url); found; found = parameter.exec(url)) {
    const begin = parameter.lastIndex;
    masked += url.slice(at, begin);
    const secret = isSecretName(plain(found[2] ?? ''), names);
    const end = endOf(url, begin, secret ? /[&#]/g : /[&#;?,]/g);
    const value = url.slice(begin, end);
    masked += secret ? MASK : maskNested(value, names);
    at = end;
    parameter.lastIndex = end;
  }
  return masked + url.slice(at);
}

/** A name may be written `api%5Fkey`, and `token[]`, too. */
function plain(name: string): string {
  return decoded(name).replace(/\[[^\]]*\]/g, '');
}

function endOf(text: string, from: number, end: RegExp): number {
  end.lastIndex = from;
  return end.exec(text)?.index ?? text.length;
}

/** An address may stand in a parameter of another, encoded. */
function maskNested(value: string, names: SecretNames): string {
  if (!/%(?:3d|2f%2f)/i.test(value)) return value;
  const inner = decoded(value);
  if (inner === value) return value;
  const masked = maskUrl(inner, names);
  return masked === inner ? value : encodeURIComponent(masked);
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text.replaceAll('+', ' '));
  } catch {
    return text;
  }
}

/** A text without what has the shape of a secret. */
export function maskValue(text: string): string {
  return text.length < 12 ? text : text.replace(SECRET_VALUE, MASK);
}

/** A text of any kind without the values that stand behind names of secrets in it, as forms and JSON have them. */
export function maskText(text: string, names: SecretNames): string {
  const masked = PAIRS.reduce(
    (rest, pair) =>
      rest.replace(pair, (whole, before: string, name: string, value: string) => {
        if (isSecretName(plain(name), names)) return before + (value.startsWith('"') ? `"${MASK}"` : MASK);
        return whole;
      }),
    text,
  );
  return maskValue(/:\/\//.test(masked) ? maskUrl(masked, names) : masked);
}

/**
 * A value without its secrets: members whose names say that they are, and texts that have the shape of one.
 * @param onSecret told every text that was taken out under a name
 * @returns the same value where there is none in it
 */
export function maskBody(value: unknown, names: SecretNames, onSecret = (_: string): void => {}): unknown {
  if (typeof value === 'string') return maskText(value, names);
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map((item) => maskBody(item, names, onSecret));
  const members = Object.entries(value).map(([name, member]) => [
    maskValue(name),
    isSecretName(name, names) && !arePlaces(name, member)
      ? maskAll(member, onSecret)
      : maskBody(member, names, onSecret),
  ]);
  return Object.fromEntries(members);
}

/** The places at which a process stands are called its tokens, too: a list of objects, none of which lets anybody in. */
function arePlaces(name: string, member: unknown): boolean {
  return (
    name === 'tokens' && Array.isArray(member) && member.every((item) => typeof item === 'object' && item)
  );
}

/** All of it, but for its shape. */
function maskAll(value: unknown, onSecret: (text: string) => void): unknown {
  if (value === null || typeof value === 'boolean') return value;
  if (Array.isArray(value)) return value.map((item) => maskAll(item, onSecret));
  if (typeof value === 'object')
    return Object.fromEntries(
      Object.entries(value as object).map(([name, member]) => [name, maskAll(member, onSecret)]),
    );
  onSecret(String(value));
  return MASK;
}
