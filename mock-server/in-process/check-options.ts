import type { MockOptions } from './mock-options.ts';

/** What an option is, in words and as a test. A record of all: to leave one out is a mistake in types. */
const OPTIONS: Record<keyof MockOptions, [rule: string, holds: (value: unknown) => boolean]> = {
  seed: ['a text or a number', (value) => typeof value === 'string' || Number.isFinite(value)],
  fixtures: ['the path of a folder', isPath],
  contracts: ['the path of a folder, or several', (value) => [value].flat().every(isPath)],
  learn: ['true or false', (value) => typeof value === 'boolean'],
  faults: [
    'a list of faults, or the path of a file with one',
    (value) => Array.isArray(value) || isPath(value),
  ],
  port: ['an integer from 0 to 65535', (value) => isInteger(value, 0) && value <= 65_535],
  data: ['the path of a folder', isPath],
  now: ['a Date, milliseconds, an ISO 8601 instant, or how long before now, such as -P21D', isMoment],
  journal: ['an integer from 1 on', (value) => isInteger(value, 1)],
  maxWorlds: ['an integer from 1 on', (value) => isInteger(value, 1)],
  apis: ['an object, by API', (value) => typeof value === 'object' && value !== null],
  story: [
    'NAME:COUNT, such as onboarding:40',
    (value) => typeof value === 'string' && /^.+:\d+$/.test(value),
  ],
  as: ['an object, name by name', (value) => typeof value === 'object' && value !== null],
  redact: ['an object with names and except', (value) => typeof value === 'object' && value !== null],
  cors: ['an object with headers and origins', (value) => typeof value === 'object' && value !== null],
  autoLogin: ['a text', isPath],
  tell: ['a function', (value) => typeof value === 'function'],
};

/** @throws Error for an option that there is not, or that is something else: where there are no types, nobody else says so */
export function checkOptions(options: MockOptions): void {
  for (const [name, value] of Object.entries(options)) {
    if (!Object.hasOwn(OPTIONS, name))
      throw new Error(`createMock has no option "${name}", but ${Object.keys(OPTIONS).join(', ')}`);
    const [rule, holds] = OPTIONS[name as keyof MockOptions];
    if (value !== undefined && !holds(value))
      throw new Error(`${name} is ${rule}, not ${JSON.stringify(value) ?? String(value)}`);
  }
}

function isPath(value: unknown): boolean {
  return typeof value === 'string' && value !== '';
}

function isInteger(value: unknown, least: number): value is number {
  return Number.isInteger(value) && Number(value) >= least;
}

/** Whether it says how long before now: `-P21D`. */
export function isBefore(value: unknown): value is string {
  return typeof value === 'string' && value.startsWith('-P');
}

function isMoment(value: unknown): boolean {
  if (isBefore(value)) return true;
  const known = value instanceof Date || typeof value === 'string' || typeof value === 'number';
  return known && !Number.isNaN(new Date(value).getTime());
}
