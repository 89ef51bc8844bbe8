/** A number that a client wrote and that would come back as another one. */
export interface InexactNumber {
  /** JSON Pointer to it. */
  pointer: string;
  /** As it was written. */
  written: string;
  /** As it would come back; `null` beyond what a double can be. */
  read: string;
}

/** Only numbers with many digits, or an exponent, can be others; that costs nothing to know for nearly all texts. */
const SUSPECT = /(?:^|[\s:,[])-?(?:[\d.]{16}|[\d.]+[eE])/;

const NUMBER = /-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/y;

/**
 * The first number of a JSON text that a double cannot be: `4634343214213523454` would come back as
 * `4634343214213523000`, `1e400` as null. `1.0` and `1` are the same.
 * @param text JSON that can be read
 */
export function inexactNumber(text: string): InexactNumber | undefined {
  if (!SUSPECT.test(text)) return undefined;
  const place = new Place();
  for (let at = 0; at < text.length; at += 1) {
    const char = text[at] ?? '';
    if (char === '"') {
      const end = endOfString(text, at);
      place.string(text, at, end);
      at = end;
    } else if (char === '-' || (char >= '0' && char <= '9')) {
      NUMBER.lastIndex = at;
      const [written = char] = NUMBER.exec(text) ?? [];
      const read = JSON.stringify(Number(written));
      if (decimal(written) !== decimal(read)) return { pointer: place.pointer, written, read };
      at += written.length - 1;
    } else place.mark(char);
  }
  return undefined;
}

/** Where the closing quote of a string is. */
function endOfString(text: string, from: number): number {
  for (let end = text.indexOf('"', from + 1); ; end = text.indexOf('"', end + 1)) {
    let slashes = 0;
    while (text[end - 1 - slashes] === '\\') slashes += 1;
    if (slashes % 2 === 0) return end;
  }
}

/** Where in a text one is, by the marks that were passed. */
class Place {
  /** Of each level: the member, where the key begins and ends, or the index. */
  readonly #levels: ({ text: string; from: number; to: number } | number)[] = [];
  #keyNext = false;

  string(text: string, from: number, to: number): void {
    if (this.#keyNext) this.#levels[this.#levels.length - 1] = { text, from, to };
    this.#keyNext = false;
  }

  mark(char: string): void {
    if (char === '{') this.#levels.push({ text: '""', from: 0, to: 1 });
    if (char === '[') this.#levels.push(0);
    if (char === '}' || char === ']') this.#levels.pop();
    const level = this.#levels.at(-1);
    if (char === ',' && typeof level === 'number') this.#levels[this.#levels.length - 1] = level + 1;
    if (char === '{' || char === ',') this.#keyNext = typeof level === 'object';
    else if (char === '[' || char === '}') this.#keyNext = false;
  }

  get pointer(): string {
    const tokens = this.#levels.map((level) => {
      if (typeof level === 'number') return String(level);
      const key: string = JSON.parse(level.text.slice(level.from, level.to + 1));
      return key.replaceAll('~', '~0').replaceAll('/', '~1');
    });
    return tokens.map((token) => `/${token}`).join('');
  }
}

/** A number's decimal value, written in one way only. */
function decimal(written: string): string {
  const [, sign = '', whole = '', part = '', exponent = '0'] =
    /^(-?)(\d+)(?:\.(\d+))?(?:[eE]([+-]?\d+))?$/.exec(written) ?? [];
  if (whole === '') return written;
  const digits = (whole + part).replace(/^0+/, '');
  const significant = digits.replace(/0+$/, '');
  if (significant === '') return '0';
  return `${sign}${significant}e${Number(exponent) - part.length + digits.length - significant.length}`;
}
