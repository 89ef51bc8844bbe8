import { Mistake } from '../../../contracts/files/mistake.ts';
import { variableOf } from '../settings/settings.ts';

const PAIR = /^([A-Za-z_][A-Za-z0-9_]*)=(.*)$/s;

/**
 * The variables of `--env NAME=VALUE`. In a value the name of an API in braces is that API's base URL, and `{url}`
 * that of the stand-in.
 * @param url without a slash at the end
 * @param apis their names
 * @throws Mistake for what is no such pair, and for an API that there is not
 */
export function namedVariables(
  pairs: readonly string[],
  url: string,
  apis: readonly string[],
): Record<string, string> {
  const known = ['url', ...apis];
  const filled = (value: string): string =>
    value.replace(/\{([\w-]+)\}/g, (written, name: string) => {
      if (known.includes(name)) return url;
      const all = known.map((one) => `{${one}}`).join(', ');
      throw new Mistake([{ text: `--env: ${written} is no address that there is` }], `There are ${all}.`);
    });
  return Object.fromEntries(
    pairs.map((pair) => {
      const [, name, value = ''] = PAIR.exec(pair) ?? [];
      if (name !== undefined) return [name, filled(value)];
      throw new Mistake([{ text: `--env: "${pair}" is not NAME=VALUE` }], 'Such as VITE_API_URL={url}.');
    }),
  );
}

/** The pairs of the flag, else those of its variable, which has a comma between. */
export function pairsOf(flag: string[] | undefined, env: NodeJS.ProcessEnv): string[] {
  return flag ?? (env[variableOf('env')] || undefined)?.split(',').map((pair) => pair.trim()) ?? [];
}
