import type { Api } from './api.ts';

/** What the configuration says of secrets: more names, and names that are none. */
export interface Redaction {
  names?: readonly string[];
  except?: readonly string[];
}

/** Tells which names are those of secrets: of headers, of parameters, and of members of bodies. */
export interface SecretNames {
  /** Of headers in lower case, and of query parameters, that APIs declare as credentials. */
  headers: ReadonlySet<string>;
  query: ReadonlySet<string>;
  /** In lower case, whatever they look like. */
  names: ReadonlySet<string>;
  /** In lower case: no secrets, whatever they look like. */
  except: ReadonlySet<string>;
}

/** Headers that carry credentials though no word of their names says so. */
const HEADERS = ['cookie', 'set-cookie', 'x-api-key'];

/** What a name is secret for, as one of its words. */
const WORD =
  /^(?:tokens?|secrets?|passwords?|passwd|passphrase|passcode|pwd|keys?|session|sig|signature|jwt|assertion|auth|authorization|credentials?|apikeys?|otp)$/;

/** Words that were written together. */
const RUN_TOGETHER =
  /(?:token|secret|password|passwd|apikey|accesskey|privatekey|secretkey|signature|sessionid|sessid)s?$/;

/** No secrets: ids of the products' own, what correlates two requests, and what HTTP itself says. */
const NO_SECRETS = [
  ...['correlationkey', 'uiflowsessionuuid', 'errorkey', 'idempotency-key', 'sec-websocket-key'],
  ...['access-control-allow-credentials', 'www-authenticate'],
];

/** Where the credentials of some APIs are, and those that nobody declared. */
export function secretNamesOf(
  apis: readonly Pick<Api, 'securitySchemes'>[],
  { names = [], except = [] }: Redaction = {},
): SecretNames {
  const schemes = apis.flatMap(({ securitySchemes }) => Object.values(securitySchemes));
  const named = (place: string): string[] =>
    schemes.flatMap(({ in: where, name }) => (where === place && name ? [name] : []));
  const lower = (all: readonly string[]): string[] => all.map((name) => name.toLowerCase());
  return {
    headers: new Set([...HEADERS, ...lower(named('header'))]),
    query: new Set(named('query')),
    names: new Set(lower(names)),
    except: new Set(lower([...NO_SECRETS, ...except])),
  };
}

/** So many names are remembered: those of a contract's bodies, not those that somebody makes up. */
const MOST = 5_000;
const looksSecret = new Map<string, boolean>();

/** Whether a name says that its value is a secret: one of its words does, as cut at `-`, `_`, `.` and capitals. */
export function isSecretName(name: string, { headers, query, names, except }: SecretNames): boolean {
  const lower = name.toLowerCase();
  if (names.has(lower)) return true;
  if (except.has(lower)) return false;
  return headers.has(lower) || query.has(name) || looksLikeOne(name);
}

function looksLikeOne(name: string): boolean {
  const known = looksSecret.get(name);
  if (known !== undefined) return known;
  const words = name
    .slice(0, 200)
    .replace(/([a-z\d])([A-Z])/g, '$1 $2')
    .replace(/([A-Z])([A-Z][a-z])/g, '$1 $2')
    .toLowerCase()
    .split(/[^a-z\d]+/);
  const looks = words.some((word) => WORD.test(word) || RUN_TOGETHER.test(word));
  if (looksSecret.size >= MOST) looksSecret.clear();
  looksSecret.set(name, looks);
  return looks;
}
