import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import {
  flagOf,
  settingRules,
  settle,
  variableOf,
} from '../../../../../mock-server/cli/settings/settings.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'flowx-mock-settings-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function file(text: string): string {
  const path = join(folder, 'flowx-mock.config.yaml');
  writeFileSync(path, text);
  return path;
}

/** A file that says nothing. */
const NONE = fileURLToPath(new URL('nothing.yaml', import.meta.url));

test('every setting has a flag, an environment variable and a member of the file', () => {
  const names = settingRules().map(({ name }) => name);
  expect(names).toEqual(expect.arrayContaining(['port', 'host', 'allowHost', 'data', 'adminToken', 'json']));
  expect(['maxWorlds', 'port'].map(flagOf)).toEqual(['--max-worlds', '--port']);
  expect(['maxWorlds', 'port'].map(variableOf)).toEqual(['FLOWX_MOCK_MAX_WORLDS', 'FLOWX_MOCK_PORT']);
});

type Values = [flag: unknown, variable: string, inFile: string, ...settled: unknown[]];

/** For each type a value for the flag, the variable and the file, and what each comes to; none is a default. */
const BY_TYPE: Record<string, Values> = {
  integer: ['11', '12', '13', 11, 12, 13],
  string: ['a', 'b', '/c', 'a', 'b', '/c'],
  array: [['a', 'b'], 'c, d', '[/e]', ['a', 'b'], ['c', 'd'], ['/e']],
  boolean: [true, 'yes', 'true', true, true, true],
};
/** Those that take only certain texts. */
const BY_NAME: Record<string, Values> = {
  store: ['memory:', 'file:b', 'file:/c', 'memory:', 'file:b', 'file:/c'],
  durability: ['none', 'os', 'none', 'none', 'os', 'none'],
  log: ['none', 'problems', 'all', 'none', 'problems', 'all'],
  story: ['loans:3', 'support:4', 'onboarding:5', 'loans:3', 'support:4', 'onboarding:5'],
  as: [['a=b', 'c=d'], 'e=f, g=h', '[i=j]', ['a=b', 'c=d'], ['e=f', 'g=h'], ['i=j']],
  maxMemory: ['64MB', '128MB', '256MB', '64MB', '128MB', '256MB'],
  adminToken: ['aaaaaaaa', 'bbbbbbbb', 'cccccccc', 'aaaaaaaa', 'bbbbbbbb', 'cccccccc'],
};

test.each(settingRules().map(({ name, type }) => [name, type]))(
  '%s: flag beats environment beats file beats default',
  (name, type) => {
    const values = BY_NAME[name] ?? BY_TYPE[type] ?? [];
    const [flag, variable, inFile, fromFlag, fromVariable, fromFile] = values;
    const path = file(`${name}: ${inFile}\n`);
    const env = { [variableOf(name)]: variable as string };
    const of = (...given: Parameters<typeof settle>) => settle(...given)[name as 'port'];
    expect(of({ [name]: flag }, env, path)).toEqual(fromFlag);
    expect(of({}, env, path)).toEqual(fromVariable);
    expect(of({}, {}, path)).toEqual(fromFile);
    const rule = settingRules().find((one) => one.name === name);
    expect(of({}, {}, NONE)).toEqual(rule?.default);
    expect([fromFlag, fromVariable, fromFile]).not.toContainEqual(rule?.default);
  },
);

test('what browsers may do is said by the file alone, and its members are known', () => {
  const path = file('cors: { headers: [traceparent], origins: [https://app.example] }\n');
  expect(settle({}, {}, path)).toMatchObject({
    cors: { headers: ['traceparent'], origins: ['https://app.example'] },
    apis: {},
  });
  expect(settle({}, {}, file('cors: { headers: reflect }\n')).cors).toEqual({ headers: 'reflect' });
  for (const wrong of ['cors: { header: [a] }', 'cors: { headers: all }', 'cors: reflect'])
    expect(() => settle({}, {}, file(`${wrong}\n`))).toThrow(/at \/cors/);
});

test('a variable turns off what the file turned on, and an empty one is none', () => {
  const path = file('learn: true\nport: 3\n');
  expect(settle({}, { FLOWX_MOCK_LEARN: 'false' }, path).learn).toBe(false);
  expect(settle({}, { FLOWX_MOCK_LEARN: '', FLOWX_MOCK_PORT: '', PORT: '' }, path)).toMatchObject({
    learn: true,
    port: 3,
  });
});

test('PORT is read, after FLOWX_MOCK_PORT', () => {
  expect(settle({}, { PORT: '5' }, NONE).port).toBe(5);
  expect(settle({}, { PORT: '5', FLOWX_MOCK_PORT: '6' }, NONE).port).toBe(6);
  expect(settle({}, { PORT: '5' }, file('port: 7')).port).toBe(5);
});

test('FLOWX_MOCK_CONFIG names the file, and --config beats it', () => {
  expect(settle({}, { FLOWX_MOCK_CONFIG: file('port: 7') }).port).toBe(7);
  expect(settle({}, { FLOWX_MOCK_CONFIG: '/nowhere' }, file('port: 8')).port).toBe(8);
});

test('paths in the file stand against its folder, those of flags against the current one', () => {
  const path = file('data: d\nfixtures: ./f\nfaults: g.yaml\ncontracts: [c, /e]\nstore: file:s\n');
  const places = {
    fixtures: join(folder, 'f'),
    faults: join(folder, 'g.yaml'),
    contracts: [join(folder, 'c'), '/e'],
    store: `file:${join(folder, 's')}`,
  };
  expect(settle({}, {}, path)).toMatchObject({ data: join(folder, 'd'), ...places });
  expect(settle({ data: 'd' }, {}, path).data).toBe('d');
});

test('what only the file says of an API comes with its place', () => {
  const path = file('port: 1\napptor:\n  validationStatus: 422\n');
  expect(settle({}, {}, path).apis).toEqual({
    apptor: { validationStatus: 422, place: { file: path, line: 3, pointer: '/apptor' } },
  });
});

const BAD: [
  what: string,
  flags: Record<string, unknown>,
  env: Record<string, string>,
  message: string | RegExp,
][] = [
  ['a flag that is no number', { port: 'x' }, {}, '--port: "x" cannot be used: must be integer'],
  ['a flag beyond its bounds', { port: '65536' }, {}, '--port: "65536" cannot be used: must be <= 65535'],
  ['a blank flag', { host: '' }, {}, /^--host: "" cannot be used/],
  ['a store nobody knows', { store: 'redis:x' }, {}, /^--store: "redis:x" cannot be used/],
  [
    'a token that fits no header',
    { adminToken: 'with space' },
    {},
    /^--admin-token: "with space" cannot be used/,
  ],
  ['a token of few letters', { adminToken: 'short' }, {}, /^--admin-token: .* 8 characters/],
  ['a variable that is no number', {}, { FLOWX_MOCK_PORT: '1e3' }, /^FLOWX_MOCK_PORT: "1e3" cannot be used/],
  ['PORT, by its own name', {}, { PORT: 'x' }, /^PORT: "x" cannot be used: must be integer/],
  ['a variable that is neither yes nor no', {}, { FLOWX_MOCK_LEARN: 'maybe' }, /^FLOWX_MOCK_LEARN: "maybe"/],
];

test.each(BAD)('%s is refused', (_, flags, env, message) => {
  expect(() => settle(flags, env, NONE)).toThrow(message);
});

test.each([
  ['a value of the wrong type', 'host: a\nport: x\n', ':2 at /port: must be integer'],
  ['a setting nobody knows', 'port: 1\n\nprot: 2\n', ':3 at /prot: there is no setting "prot"'],
  [
    'a member of an API nobody knows',
    'apptor:\n  status: 1\n',
    ':2 at /apptor/status: "status" is not known here',
  ],
  [
    'a status that is none',
    'apptor:\n  validationStatus: 200\n',
    ':2 at /apptor/validationStatus: must be >= 400',
  ],
  ['a list', '- port\n', ':1: must be object'],
  ['broken YAML', 'port: 1\nhost: [\n', ':3: not readable as YAML'],
])('a file with %s is refused with file and line', (_, text, message) => {
  const path = file(text);
  expect(() => settle({}, {}, path)).toThrow(`${path}${message}`);
});

test('a file that is named and not there is refused; an empty one is not', () => {
  expect(() => settle({}, {}, join(folder, 'none.yaml'))).toThrow('there is no such file');
  expect(settle({}, {}, file('')).port).toBe(4010);
});
