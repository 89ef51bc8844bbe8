// serve does not begin with fixtures whose instances could not live.
import { beforeAll, expect, test } from '@jest/globals';
import { flowsCatalogue, ownFixtures, withLifecycle } from '../../own-fixtures.ts';
import { ran } from '../../served.ts';

const GOOD = `
initial: a
states:
  a: { meta: { stateCd: 0 }, on: { X: end } }
  end: { type: final, meta: { stateCd: 1 } }
`;

let runs: Record<string, Awaited<ReturnType<typeof ran>>>;
beforeAll(async () => {
  const instance = {
    processInstanceId: 'inst_1',
    processId: 'mine',
    organization: 'org_demo',
    processVersion: '1',
    environment: 'PRODUCTION',
    state: 'nowhere',
    startTime: '2026-01-01T00:00:00Z',
    endTime: null,
    correlationKey: null,
    data: {},
  };
  const worlds = {
    deadEnd: withLifecycle(GOOD.replace('on: { X: end }', 'on: { X: a }')),
    unknownLifecycle: ownFixtures({
      'apptor/catalogue.yaml': flowsCatalogue([{ id: 'mine', lifecycle: 'quik' }]),
      'apptor/instances.yaml': '[]\n',
    }),
    unknownState: ownFixtures({
      'apptor/lifecycles/mine.yaml': GOOD,
      'apptor/catalogue.yaml': flowsCatalogue([{ id: 'mine', lifecycle: 'mine' }]),
      'apptor/instances.yaml': JSON.stringify(
        [{ ...instance, processInstanceId: 'ok', state: 'a' }, instance],
        null,
        1,
      ),
    }),
    unknownProcessLifecycle: ownFixtures({
      'flowx/catalogue.yaml': `workspaces:
  - id: w
    name: w
    applications:
      - { id: a, name: a, builds: [], processes: [{ name: p, flowxUuid: u, lifecycle: nope }], resourceDefinitions: [] }
`,
      'flowx/instances.yaml': '[]\n',
    }),
  };
  const all = await Promise.all(
    Object.entries(worlds).map(async ([name, fixtures]) => {
      return [name, await ran(['serve', '--port', '0', '--ephemeral', '--fixtures', fixtures])] as const;
    }),
  );
  runs = Object.fromEntries(all);
}, 60_000);

test.each([
  ['deadEnd', /lifecycles\/mine\.yaml:4 at \/states\/a: from state "a" no final state can be reached/],
  [
    'unknownLifecycle',
    /apptor\/catalogue\.yaml:1 at \/organizations\/0\/flows\/0\/lifecycle: there is no lifecycles\/quik\.yaml/,
  ],
  [
    'unknownProcessLifecycle',
    /flowx\/catalogue\.yaml:5 at \/workspaces\/0\/applications\/0\/processes\/0\/lifecycle: there is no lifecycles\/nope\.yaml/,
  ],
  [
    'unknownState',
    /apptor\/instances\.yaml:20 at \/1\/state: "nowhere" is no state of the lifecycle of mine; it has a, end/,
  ],
])('%s ends with exit code 2, and says where and why', (name, text) => {
  const { code, stdout, stderr } = runs[name] ?? { code: null, stdout: '', stderr: '' };
  expect([code, stdout]).toEqual([2, '']);
  expect(stderr).toMatch(text);
  expect(stderr).not.toMatch(/\n\s+at /);
});
