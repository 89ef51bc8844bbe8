import { existsSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { isObject, type Json, type JsonObject } from '../../../contracts/files/json.ts';
import { Mistake, type Place } from '../../../contracts/files/mistake.ts';
import { packageFolder } from '../../../contracts/files/package-folder.ts';
import { toPointer } from '../../../contracts/files/pointer.ts';
import { readSource, type SourceFile } from '../../../contracts/files/source-file.ts';
import { checkAgainst, checkAgainstOurs } from '../../../contracts/schema/judging/check-file.ts';
import { variable } from './variables.ts';

/** What `serve` runs with. */
export interface Settings {
  port: number;
  host: string;
  allowHost: string[];
  data: string;
  ephemeral: boolean;
  store?: string;
  durability: 'fsync' | 'os' | 'none';
  fixtures?: string;
  contracts: string[];
  watch: boolean;
  learn: boolean;
  seed?: string;
  snapshots?: string;
  story?: string;
  as: string[];
  now?: string;
  faults?: string;
  maxWorlds: number;
  maxInstances: number;
  maxMemory?: string;
  journal: number;
  /** Which requests are told; by the terminal unless given. */
  log?: 'all' | 'problems' | 'none';
  logBodies: boolean;
  examples: boolean;
  sharedFolder: boolean;
  trustProxy: boolean;
  readOnly: boolean;
  adminToken?: string;
  json: boolean;
  /** What browsers may do beside what the contracts allow; the configuration file says it. */
  cors?: { headers?: string[] | 'reflect'; origins?: string[] };
  redact?: { names?: string[]; except?: string[] };
  /** Of the identity provider; the configuration file says it. */
  identity?: { issuer?: string };
  autoLogin?: string;
  /** By API, its own settings. */
  apis: Record<string, ApiSettings>;
}

/** What only the configuration file can say of an API. */
interface ApiSettings {
  validationStatus?: number;
  tokens?: 'any' | 'issued' | 'strict';
  audience?: string;
  /** Where it says so. */
  place: Place;
}

/** A setting as the schema describes it. */
export interface SettingRule {
  name: string;
  type: 'integer' | 'string' | 'boolean' | 'array';
  default?: Json;
  description: string;
}

const FILE = 'flowx-mock.config.yaml';
/** What no flag can say, as it has members of its own. */
const FILE_ONLY = ['cors', 'redact', 'identity'];
const PATHS = ['data', 'fixtures', 'contracts', 'faults', 'snapshots'];

const schemaFile = (): string => join(packageFolder(), 'mock-server', 'cli', 'config.schema.json');

/** The settings there are, as `config.schema.json` has them; each is a flag, an environment variable and a member of the file. */
export function settingRules(): SettingRule[] {
  const { properties } = readSource(schemaFile()).value as { properties: Record<string, JsonObject> };
  const rules = Object.entries(properties).filter(([name]) => !FILE_ONLY.includes(name));
  return rules.map(([name, rule]) => ({ ...(rule as unknown as SettingRule), name }));
}

/** `adminToken` becomes `--admin-token`. */
export function flagOf(name: string): string {
  return `--${name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;
}

/** `adminToken` becomes `FLOWX_MOCK_ADMIN_TOKEN`. */
export function variableOf(name: string): string {
  return `FLOWX_MOCK_${flagOf(name).slice(2).replaceAll('-', '_').toUpperCase()}`;
}

/**
 * Settles what to run with: flags beat environment beats configuration file beats default.
 * @param flags as given on the command line, still as text
 * @param configuration path of the file; undefined: what `FLOWX_MOCK_CONFIG` names, else `flowx-mock.config.yaml` in
 *   this folder, if there is one
 * @throws Mistake naming the flag, variable, or file and line that cannot be used
 */
export function settle(
  flags: Record<string, unknown>,
  env: NodeJS.ProcessEnv,
  configuration?: string,
): Settings {
  const rules = settingRules();
  const fromFile = readFile(configuration ?? variable(env, variableOf('config')), rules);
  const settled: Record<string, unknown> = { apis: fromFile.apis };
  for (const name of FILE_ONLY) if (fromFile.settings[name]) settled[name] = fromFile.settings[name];
  for (const rule of rules) {
    const value =
      typed(rule, flags[rule.name], flagOf(rule.name)) ??
      fromEnvironment(rule, env) ??
      fromFile.settings[rule.name] ??
      rule.default;
    if (value !== undefined) settled[rule.name] = value;
  }
  // As it stands in a URL.
  settled.host = String(settled.host).replace(/^\[(.*)\]$/, '$1');
  return settled as unknown as Settings;
}

/** Where the configuration file is looked for, whether there is one or not. */
export function configurationFile(env: NodeJS.ProcessEnv, configuration?: string): string {
  return resolve(configuration ?? variable(env, variableOf('config')) ?? FILE);
}

/** An empty variable counts as none: that is how shells and compose files leave one out. */
function fromEnvironment(rule: SettingRule, env: NodeJS.ProcessEnv): unknown {
  const names = [variableOf(rule.name), ...(rule.name === 'port' ? ['PORT'] : [])];
  const name = names.find((candidate) => variable(env, candidate) !== undefined);
  return name === undefined ? undefined : typed(rule, variable(env, name), name);
}

function readFile(
  path: string | undefined,
  rules: SettingRule[],
): { settings: JsonObject; apis: Settings['apis'] } {
  const file = resolve(path ?? FILE);
  if (path === undefined && !existsSync(file)) return { settings: {}, apis: {} };
  const source = readSource(file);
  const value = source.value ?? {};
  const known = [...rules.map(({ name }) => name), ...FILE_ONLY];
  checkNames(source, known);
  checkAgainst(readSource(schemaFile()).value, { ...source, value });
  const entries = Object.entries(value as JsonObject);
  const settings = entries
    .filter(([name]) => known.includes(name))
    .map(([name, one]) => [name, beside(file, name, one)]);
  const apis = entries
    .filter(([name]) => !known.includes(name))
    .map(([name, one]) => [name, { ...(one as JsonObject), place: source.place(toPointer([name])) }]);
  return { settings: Object.fromEntries(settings), apis: Object.fromEntries(apis) };
}

/** A misspelt setting would pass for the settings of an API. */
function checkNames(source: SourceFile, known: string[]): void {
  const entries = isObject(source.value) ? Object.entries(source.value) : [];
  const unknown = entries.filter(([name, one]) => !known.includes(name) && !isObject(one));
  if (unknown.length === 0) return;
  throw new Mistake(
    unknown.map(([name]) => ({
      text: `there is no setting "${name}"`,
      place: source.place(toPointer([name])),
    })),
    `There are: ${known.join(', ')}.`,
  );
}

/** Paths in a configuration file stand against the file's own folder. */
function beside(file: string, name: string, value: Json): Json {
  const from = (path: Json): string => resolve(dirname(file), String(path));
  if (name === 'store')
    return String(value).replace(/^file:(.+)$/, (_, path: string) => `file:${from(path)}`);
  if (!PATHS.includes(name)) return value;
  return Array.isArray(value) ? value.map(from) : from(value);
}

function typed(rule: SettingRule, given: unknown, where: string): unknown {
  if (given === undefined) return undefined;
  const value =
    rule.type === 'array' && typeof given === 'string' ? given.split(',').map((item) => item.trim()) : given;
  const read = rule.type === 'integer' ? integer(value) : rule.type === 'boolean' ? flag(value) : value;
  if (rule.type === 'boolean' && typeof read === 'boolean') return read;
  const { default: _, ...schema } = rule as unknown as JsonObject;
  const source = {
    value: { [rule.name]: read as Json },
    place: () => ({ file: where, line: 1, pointer: '' }),
  };
  try {
    checkAgainstOurs({ type: 'object', properties: { [rule.name]: withoutName(schema) } }, source);
  } catch (error) {
    const reason = (error as Mistake).message.replace(/^[^:]*:1: /, '');
    throw new Mistake([{ text: `${where}: "${String(given)}" cannot be used: ${reason}` }], rule.description);
  }
  return read;
}

function withoutName({ name: _, ...schema }: JsonObject): JsonObject {
  return schema;
}

function integer(value: unknown): unknown {
  return /^-?\d+$/.test(String(value)) ? Number(value) : value;
}

function flag(value: unknown): unknown {
  if (typeof value === 'boolean') return value;
  if (['1', 'true', 'yes', 'on'].includes(String(value).toLowerCase())) return true;
  return ['', '0', 'false', 'no', 'off'].includes(String(value).toLowerCase()) ? false : value;
}

/**
 * Settles the settings of a command that has no configuration file: flags beat environment beats default. Their type says
 * what the rules say.
 * @throws Mistake naming the flag or variable that cannot be used
 */
export function settleFlags<Settled>(
  rules: SettingRule[],
  flags: Record<string, unknown>,
  env: NodeJS.ProcessEnv,
): Settled {
  const settled = rules.map((rule): [string, unknown] => [
    rule.name,
    typed(rule, flags[rule.name], flagOf(rule.name)) ??
      typed(rule, variable(env, variableOf(rule.name)), variableOf(rule.name)) ??
      rule.default,
  ]);
  return Object.fromEntries(settled.filter(([, value]) => value !== undefined)) as Settled;
}
