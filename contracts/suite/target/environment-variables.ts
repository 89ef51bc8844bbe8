import { isObject, type Json } from '../../files/json.ts';
import { Mistake, type Place } from '../../files/mistake.ts';
import { escapeKey } from '../../files/pointer.ts';
import type { SourceFile } from '../../files/source-file.ts';

const VARIABLE = /\$\{([A-Za-z_][A-Za-z0-9_]*)\}/g;

/**
 * The value of a file with every `${NAME}` in its texts replaced by the environment variable.
 * @returns also the variables used, by their value
 * @throws Mistake with file and line for each variable that is not set
 */
export function fromEnvironment(
  source: SourceFile,
  env: NodeJS.ProcessEnv,
): { value: Json; used: Map<string, string> } {
  const used = new Map<string, string>();
  const missing: { text: string; place: Place }[] = [];
  const filled = (value: Json, pointer: string): Json => {
    if (typeof value === 'string') {
      return value.replace(VARIABLE, (_, name: string) => {
        const text = env[name];
        if (text === undefined)
          missing.push({ text: `the environment has no ${name}`, place: source.place(pointer) });
        else if (text !== '') used.set(text, `$${name}`);
        return text ?? '';
      });
    }
    if (Array.isArray(value)) return value.map((item, index) => filled(item, `${pointer}/${index}`));
    if (!isObject(value)) return value;
    return Object.fromEntries(
      Object.entries(value).map(([key, member]) => [key, filled(member, `${pointer}/${escapeKey(key)}`)]),
    );
  };
  const value = filled(source.value, '');
  if (missing.length > 0) throw new Mistake(missing, 'Set it, or write the value into the file.');
  return { value, used };
}
