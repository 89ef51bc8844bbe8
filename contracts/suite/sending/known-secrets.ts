import { maskHeader } from '../../reader/mask-secrets.ts';
import { isSecretName, type SecretNames } from '../../reader/secret-names.ts';

/** What must never be told: every value is replaced by the name of a variable, wherever it turns up. */
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
    return this.#forms.reduce((masked, [pattern, name]) => masked.replace(pattern, () => name), text);
  }

  /** A message without secrets; of headers that hold secrets no unknown value is left either. */
  request<T extends { headers: Record<string, string> }>(message: T): T {
    const headers = Object.entries(message.headers).map(([name, value]) => {
      const masked = this.text(value);
      const hidden = isSecretName(name, this.#names) && !masked.includes('$');
      return [name, hidden && masked.trim() !== '' ? maskHeader(name, masked) : masked];
    });
    return { ...this.everywhere(message), headers: Object.fromEntries(headers) };
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
