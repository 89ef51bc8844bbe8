// A lifecycle that cannot be followed is refused with file, line and reason, before anything is served.
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { Mistake, Mistakes } from '../../../../../contracts/files/mistake.ts';
import { readFixtures } from '../../../../../contracts/reader/fixtures.ts';
import { bundledApis, loadApi } from '../../../../../contracts/reader/read-api.ts';
import { DataSchemas } from '../../../../../contracts/schema/judging/user-schemas.ts';
import { discoverBehaviour } from '../../../../../mock-server/behaviours/find-behaviours.ts';
import { Lifecycles } from '../../../../../mock-server/simulation/apis/lifecycles.ts';
import { scratchFolder } from '../../../../own-fixtures.ts';

const api = loadApi(join(bundledApis(), 'apptor'));
const behaviour = await discoverBehaviour('apptor');

/** What is told about a lifecycle: each line, from its line number on. */
function told(lifecycle: string): string[] {
  const folder = scratchFolder();
  mkdirSync(join(folder, 'apptor/lifecycles'), { recursive: true });
  writeFileSync(join(folder, 'apptor/lifecycles/mine.yaml'), lifecycle);
  try {
    const mistakes = new Mistakes();
    const fixtures = readFixtures(folder, api, mistakes);
    mistakes.attempt(() => new Lifecycles(api, fixtures, behaviour, new DataSchemas()));
    mistakes.check();
  } catch (error) {
    if (!(error instanceof Mistake)) throw error;
    return error.message.split('\n').map((line) => line.replace(/^.*lifecycles\/mine\.yaml:/, ''));
  }
  return [];
}

const END = '  end: { type: final, meta: { stateCd: 1 } }\n';
const of = (states: string, initial = 'a'): string => `initial: ${initial}\nstates:\n${states}${END}`;
/** The state `a`, on line 3. */
const a = (more: string): string => of(`  a: { meta: { stateCd: 0 }, ${more} }\n`);
const ADVICE = 'Lifecycles of apptor: contracts/lifecycle.schema.json.';

test('a lifecycle that can be followed is accepted', () => {
  expect(told(a('after: { PT1S: end }'))).toEqual([]);
  expect(
    told(a('after: { 1500: [{ target: end }] }, on: { X: {}, Y: { target: a, reenter: true } }')),
  ).toEqual([]);
});

test.each([
  ['an initial state that is not there', of('', 'nowhere'), '1 at /initial: there is no state "nowhere"'],
  [
    'a target that is not there',
    a('on: { GO: nowhere }'),
    '3 at /states/a/on/GO: there is no state "nowhere"',
  ],
  [
    'one of several targets',
    a('after: { PT1S: [end, { target: gone }] }'),
    '3 at /states/a/after/PT1S/1: there is no state "gone"',
  ],
  [
    'a state without a way to an end',
    of('  a: { meta: { stateCd: 0 }, on: { GO: b, END: end } }\n  b: { meta: { stateCd: 0 } }\n'),
    '4 at /states/b: from state "b" no final state can be reached',
  ],
  [
    'a delay of nothing',
    a('after: { PT0S: end }'),
    '3 at /states/a/after/PT0S: a delay must be longer than nothing, or time would never go on',
  ],
  [
    'a delay of zero milliseconds',
    a('after: { 0: end }'),
    '3 at /states/a/after/0: a delay must be longer than nothing, or time would never go on',
  ],
  [
    'a delay in months',
    a('after: { P1M: end }'),
    '3 at /states/a/after/P1M: "P1M" counts in months or years, which have no fixed length; count in days',
  ],
  [
    'a delay that is none',
    a('after: { P1H: end }'),
    '3 at /states/a/after/P1H: "P1H" is not an ISO 8601 duration such as PT2H, PT0.5S or P30D',
  ],
])('%s is refused', (_, lifecycle, line) => {
  expect(told(lifecycle)).toEqual([line, ADVICE]);
});

test('two states that only lead to each other are both refused', () => {
  const states =
    '  a: { meta: { stateCd: 0 }, after: { PT1S: b } }\n  b: { meta: { stateCd: 0 }, on: { X: a } }\n';
  expect(told(of(states))).toEqual([
    '3 at /states/a: from state "a" no final state can be reached',
    '4 at /states/b: from state "b" no final state can be reached',
    ADVICE,
  ]);
});

test("a guard's schema that is none is refused where it stands", () => {
  const guarded = a(
    'on: { GO: [{ target: end, guard: { type: dataMatches, params: { schema: { type: thing } } } }, end] }',
  );
  const [line] = told(guarded);
  expect(line).toMatch(
    /^3 at \/states\/a\/on\/GO\/0\/guard\/params\/schema: the guard's schema is not usable: /,
  );
});

test.each([
  ['a negative delay', a('after: { -PT1S: end }'), /^3 .*must match pattern/],
  ['meta without what the product shows', of('  a: { meta: {}, on: { X: end } }\n'), /^3 .*'stateCd'/],
  [
    'meta that the product cannot show',
    of('  a: { meta: { stateCd: 7 }, on: { X: end } }\n'),
    /^3 at \/states\/a\/meta\/stateCd: must be one of 0, 1, 2, 3/,
  ],
  [
    'meta of another product',
    of('  a: { meta: { stateCd: 0, state: STARTED }, on: { X: end } }\n'),
    /^3 at \/states\/a\/meta\/state: "state" is not known here/,
  ],
  ['a state without meta', of('  a: { on: { X: end } }\n'), /^3 .*'meta'/],
  [
    'a final state with ways out',
    of('  a: { type: final, meta: { stateCd: 1 }, on: { X: end } }\n'),
    /^3 at \/states\/a\/on: must NOT have more than 0 properties/,
  ],
  [
    'an action that is none',
    a('on: { X: { target: end, actions: { type: explode, params: {} } } }'),
    /^3 .*must be one of mergeData, removeData/,
  ],
  ['a member that is none', a('on: { X: end }, invoke: {}'), /^3 at \/states\/a\/invoke: .*not known/],
  ['no states', 'initial: a\nstates: {}\n', /^2 .*fewer than 1/],
  ['no initial state', `states:\n${END}`, /^1: must have required property 'initial'/],
  ['a state name that is none', of('  "a b": { meta: { stateCd: 0 } }\n'), /^\d+ .*must match pattern/],
  ['what is no YAML', 'initial: [', /^\d+: not readable as YAML/],
])('%s is refused', (_, lifecycle, line) => {
  expect(told(lifecycle)).toEqual(expect.arrayContaining([expect.stringMatching(line)]));
  expect(told(lifecycle).join()).not.toContain('must match "');
});

test('everything that is wrong is told at once', () => {
  const states = '  a: { meta: { stateCd: 0 }, on: { X: b, Y: c }, after: { PT0S: end } }\n';
  expect(told(of(states, 'z'))).toHaveLength(5);
});
