import { isSecretName, type SecretNames } from './secret-names.ts';
import { maskValue } from './secret-shapes.ts';

const MASK = '***';

/** Is told a secret, and says what is shown instead. */
export type Hide = (secret: string) => string;

const masked: Hide = () => MASK;

/** Only these words of a header are no secret: a key or a cookie may hold blanks, too. */
const SCHEME = /^(Basic|Bearer|Digest|Negotiate)(?= )/i;

/**
 * In a text, pairs as forms, JSON, parts of forms and XML have them: what stands before the value, the name, the value.
 * Each with a text that is in all that it could find.
 */
const PAIRS: [sign: string, pair: RegExp][] = [
  ['=', /((?:^|[?&;,\s])([^=&?;,\s"<>]{1,200})=)([^&\s"<>]+)/g],
  ['"', /("([^"\\\n]{1,200})"\s*:\s*)("(?:[^"\\]|\\.)*"?|[^\s,{}[\]"]+)/g],
  ['name="', /(name="([^"\n]{1,200})"[^\n]{0,200}\r?\n(?:[^\n]{1,200}\n){0,5}?\r?\n)([^\n]+)/g],
  ['</', /(<([\w:.-]{1,200})(?:\s[^<>]{0,500})?>)([^<]+)(?=<\/)/g],
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
export function maskUrl(url: string, names: SecretNames, hide: Hide = masked): string {
  const text = url.includes('@') ? url.replace(/(\/\/)[^/?#@\s]*@/g, `$1${MASK}@`) : url;
  return maskValue(text.includes('=') ? maskParameters(text, names, hide) : text);
}

/** A secret may hold what begins another parameter in some addresses. */
const END_OF_SECRET = /[&#]/g;
const END = /[&#;?,]/g;

function maskParameters(url: string, names: SecretNames, hide: Hide): string {
  const parameter = /([?&#;,])([^=&#;?,/]*)=/g;
  let shown = '';
  let at = 0;
  for (let found = parameter.exec(url); found; found = parameter.exec(url)) {
    const begin = parameter.lastIndex;
    shown += url.slice(at, begin);
    const secret = isSecretName(plain(found[2] ?? ''), names);
    const end = endOf(url, begin, secret ? END_OF_SECRET : END);
    const value = url.slice(begin, end);
    shown += secret ? hide(value) : maskNested(value, names, hide);
    at = end;
    parameter.lastIndex = end;
  }
  return shown + url.slice(at);
}

/** A name may be written `api%5Fkey`, and `token[]`, too. */
function plain(name: string): string {
  return /[%+[]/.test(name) ? decoded(name).replace(/\[[^[\]]*\]/g, '') : name;
}

function endOf(text: string, from: number, end: RegExp): number {
  end.lastIndex = from;
  return end.exec(text)?.index ?? text.length;
}

/** An address may stand in a parameter of another, encoded. */
function maskNested(value: string, names: SecretNames, hide: Hide): string {
  if (!/%(?:3d|2f%2f)/i.test(value)) return value;
  const inner = decoded(value);
  if (inner === value) return value;
  const shown = maskUrl(inner, names, hide);
  return shown === inner ? value : encodeURIComponent(shown);
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text.replaceAll('+', ' '));
  } catch {
    return text;
  }
}

/** A text of any kind without the values that stand behind names of secrets in it, as forms and JSON have them. */
export function maskText(text: string, names: SecretNames, hide: Hide = masked): string {
  const withoutValue = (whole: string, before: string, name: string, value: string): string =>
    isSecretName(plain(name), names) ? before + hideQuoted(value, hide) : whole;
  const shown = PAIRS.reduce(
    (rest, [sign, pair]) => (rest.includes(sign) ? rest.replace(pair, withoutValue) : rest),
    text,
  );
  return maskValue(shown.includes('://') ? maskUrl(shown, names, hide) : shown);
}

function hideQuoted(value: string, hide: Hide): string {
  return value.startsWith('"') ? `"${hide(value.slice(1).replace(/"$/, ''))}"` : hide(value);
}

/**
 * A value without its secrets: members whose names say that they are, and texts that have the shape of one.
 * @param hide told every text that stands under the name of a secret, and says what is shown instead
 * @returns the same value where there is none in it
 */
export function maskBody(value: unknown, names: SecretNames, hide: Hide = masked): unknown {
  if (typeof value === 'string') return maskText(value, names, hide);
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map((item) => maskBody(item, names, hide));
  const members = Object.entries(value).map(([name, member]) => [
    maskValue(name),
    isSecretName(name, names) && !arePlaces(name, member)
      ? maskAll(member, hide)
      : maskBody(member, names, hide),
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
function maskAll(value: unknown, hide: Hide): unknown {
  if (value === null || typeof value === 'boolean') return value;
  if (Array.isArray(value)) return value.map((item) => maskAll(item, hide));
  if (typeof value === 'object')
    return Object.fromEntries(
      Object.entries(value as object).map(([name, member]) => [name, maskAll(member, hide)]),
    );
  return hide(String(value));
}
