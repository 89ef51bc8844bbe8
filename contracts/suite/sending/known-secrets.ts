import { jsonOfText } from '../../files/json-of-text.ts';
import { type Hide, maskBody, maskHeader, maskText, maskUrl } from '../../reader/mask-secrets.ts';
import { isSecretName, type SecretNames } from '../../reader/secret-names.ts';
import { maskValue } from '../../reader/secret-shapes.ts';

const MASK = '***';

/** Characters: in longer JSON what stands under the name of a secret is masked, but not what is deeper below it. */
const LONGEST_JSON = 2_000_000;

/**
 * What must never be told: every value that is known is replaced by the name of a variable, wherever it turns up; what is
 * not known is masked where it stands under the name of a secret, or has the shape of one.
 */
export class KnownSecrets {
  readonly #forms: [pattern: RegExp, name: string][];
  readonly #values: ReadonlyMap<string, string>;
  readonly #names: SecretNames;

  /**
   * @param values secret, and what is written instead: `$TOKEN`
   * @param names where secrets are, whichever they are
   */
  constructor(values: ReadonlyMap<string, string>, names: SecretNames) {
    this.#values = values;
    this.#names = names;
    // The longest first: a secret may be part of another.
    this.#forms = [...values]
      .filter(([value]) => value !== '')
      .flatMap(([value, name]) => formsOf(value).map((form): [string, string] => [form, name]))
      .sort(([one], [other]) => other.length - one.length)
      .map(([form, name]) => [new RegExp(form.replace(/[.*+?^${}()|[\]\\/-]/g, '\\$&'), 'gi'), name]);
  }

  /** What may stand in a text instead of a secret: `$TOKEN`. */
  get variables(): ReadonlySet<string> {
    return new Set(this.#values.values());
  }

  /** The text without secrets, whether they stand there plainly, percent-encoded, in JSON or in Base64. */
  text(text: string): string {
    return maskValue(
      this.#forms.reduce((shown, [pattern, name]) => shown.replace(pattern, () => name), text),
    );
  }

  /**
   * A message without secrets, known or not, in its address, its headers and its body.
   * @param found gets what was not known and is not shown: it may be told again elsewhere
   */
  message<T extends { url?: string; headers: Record<string, string>; body?: string }>(
    message: T,
    found = new Set<string>(),
  ): T {
    const { url, body } = message;
    const headers = Object.entries(message.headers).map(([name, value]) => {
      const known = this.text(value);
      if (!isSecretName(name, this.#names)) return [name, this.#parameters(known, found)];
      return [name, this.#namesVariable(known) || known.trim() === '' ? known : maskHeader(name, known)];
    });
    return {
      ...this.everywhere(message),
      headers: Object.fromEntries(headers),
      ...(url !== undefined && { url: this.#parameters(this.text(url), found) }),
      ...(body !== undefined && { body: this.body(body, found) }),
    };
  }

  /**
   * A body without secrets, known or not; JSON is written anew where there was one in it.
   * @param most characters that are wanted of its beginning
   */
  body(text: string, found = new Set<string>(), most = Number.POSITIVE_INFINITY): string {
    const hide = this.#hide(found);
    const value = text.length <= LONGEST_JSON && /^\s*[{[]/.test(text) ? jsonOfText(text) : undefined;
    if (value === undefined) return this.text(maskText(text.slice(0, most), this.#names, hide));
    const shown = JSON.stringify(maskBody(value, this.#names, hide));
    return this.text((shown === JSON.stringify(value) ? text : shown).slice(0, most));
  }

  /** A value without secrets, known or not. */
  value<T>(value: T, found = new Set<string>()): T {
    return this.everywhere(maskBody(value, this.#names, this.#hide(found)) as T);
  }

  /** A copy of a value in which every text, key and number is without secrets. */
  everywhere<T>(value: T): T {
    if (typeof value === 'string') return this.text(value) as T;
    if (typeof value === 'number') return (this.#values.get(String(value)) ?? value) as T;
    if (Array.isArray(value)) return value.map((item) => this.everywhere(item)) as T;
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(
      Object.entries(value).map(([key, member]) => [this.text(key), this.everywhere(member)]),
    ) as T;
  }

  #parameters(text: string, found: Set<string>): string {
    return maskUrl(text, this.#names, this.#hide(found));
  }

  /** What is known is shown as its variable: a command line with it runs. */
  #hide(found: Set<string>): Hide {
    return (secret) => {
      const known = this.text(secret);
      if (this.#namesVariable(known)) return known;
      found.add(secret);
      return MASK;
    };
  }

  #namesVariable(text: string): boolean {
    for (const name of this.#values.values()) if (text.includes(name)) return true;
    return false;
  }
}

function formsOf(value: string): string[] {
  const json = JSON.stringify(value).slice(1, -1);
  const forms = [
    value,
    json,
    JSON.stringify(json).slice(1, -1),
    encodeURIComponent(value),
    encodeURI(value),
    new URLSearchParams({ v: value }).toString().slice(2),
    encodeURIComponent(encodeURIComponent(value)),
    Buffer.from(value).toString('hex'),
    ...base64(value),
  ];
  return [...new Set(forms)].filter((form) => form !== '');
}

/** Wherever the value begins in a longer text, some of its Base64 is always the same. */
function base64(value: string): string[] {
  const bytes = Buffer.from(value);
  const shifted = [0, 1, 2].flatMap((offset) => {
    const text = Buffer.concat([Buffer.alloc(offset), bytes])
      .toString('base64')
      .replace(/=+$/, '');
    const [start, end] = [[0, 2, 3][offset] as number, Math.floor(((offset + bytes.length) * 8) / 6)];
    const stable = text.slice(start, end);
    // Shorter ones turn up by chance.
    return stable.length < 8 ? [] : [stable];
  });
  return shifted.flatMap((text) => [text, text.replaceAll('+', '-').replaceAll('/', '_')]);
}
