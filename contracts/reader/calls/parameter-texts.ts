import { isObject, type Json, type JsonObject } from '../../files/json.ts';

/** The parts of a request in which parameters are. */
export type ParameterPart = 'path' | 'query' | 'headers';

/** Parameters as a message carries them; a query parameter given several times is a list. */
export type Texts = Record<string, string | string[]>;

/** Parameters as texts; undefined where this part of a message cannot carry one of the values. */
export function wired(part: ParameterPart, values: JsonObject): Texts | undefined {
  const texts: Texts = {};
  for (const [name, value] of Object.entries(values)) {
    const text = part === 'query' && Array.isArray(value) ? several(value) : single(part, value);
    if (text === undefined) return undefined;
    texts[name] = text;
  }
  return texts;
}

function single(part: ParameterPart, value: Json): string | undefined {
  if (value === null || isObject(value) || Array.isArray(value)) return undefined;
  const text = String(value);
  // An empty segment, or one with dots only, makes another path of it.
  if (part === 'path') return /^\.{0,2}$/.test(text) ? undefined : text;
  if (part === 'query') return text;
  return /^[\t\x20-\x7e]*$/.test(text) ? text.trim() : undefined;
}

/** A list of one is what the parameter given once is; an empty one cannot be told from none. */
function several(values: Json[]): string | string[] | undefined {
  const texts = values.map((value) => single('query', value));
  if (texts.length === 0 || texts.includes(undefined)) return undefined;
  return texts.length === 1 ? texts[0] : (texts as string[]);
}
