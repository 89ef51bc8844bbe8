import { type SettingRule, type Settings, settingRules, settle, variableOf } from './settings.ts';
import { variable } from './variables.ts';

/** Of no use where the stand-in is on loopback, in memory, and gone with the command. */
const OF_SERVE_ONLY = [
  'acceptEdits',
  'sharedFolder',
  'trustProxy',
  'readOnly',
  'host',
  'allowHost',
  'data',
  'ephemeral',
  'store',
  'durability',
  'examples',
  'json',
  'watch',
];

/** A port that is free, so that several may run side by side. */
const ANY_PORT = 0;

/** What no other command has. */
export const ENV_RULE: SettingRule = {
  name: 'env',
  type: 'array',
  description:
    'NAME=VALUE: a variable of the command; {url} in it, or {API}, is the base URL of the stand-in, or of an API.',
};

/** The flags of `exec`: those of `serve`, as far as they make sense. */
export function execRules(): SettingRule[] {
  const rules = settingRules().filter(({ name }) => !OF_SERVE_ONLY.includes(name));
  return rules.map((rule) => (rule.name === 'port' ? { ...rule, default: ANY_PORT } : rule));
}

/**
 * Settles what `exec` runs with, as for `serve`; but the port of the configuration file and `PORT` are not meant for it:
 * the one is that of a server beside it, the other that of the application under test.
 * @throws Mistake
 */
export function settleExec(
  flags: Record<string, unknown>,
  env: NodeJS.ProcessEnv,
  configuration?: string,
): Settings {
  const port = flags.port ?? variable(env, variableOf('port')) ?? String(ANY_PORT);
  return settle({ ...flags, port }, env, configuration);
}
