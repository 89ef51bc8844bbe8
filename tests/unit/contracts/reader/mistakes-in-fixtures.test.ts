// A mistake in a fixture stops the start, and says in which file, on which line and at which pointer.
import { expect, test } from '@jest/globals';
import type { Edit } from '../../../third-api.ts';
import { mistakeOf } from './mistake-of.ts';

const FLOWX = 'flowx/catalogue.yaml';
const APPTOR = 'apptor/catalogue.yaml';
const ONBOARDING = '/workspaces/0/applications/0';

test('nothing is said about what is right', async () => {
  expect(await mistakeOf('fixtures', [])).toBeUndefined();
});

test.each<[what: string, edit: Edit, line: string, pointer: string, text: RegExp]>([
  [
    'an unknown key',
    [FLOWX, 'name: Onboarding\n', 'name: Onboarding\n        nickname: Onb\n'],
    'nickname: Onb',
    `${ONBOARDING}/nickname`,
    /"nickname" is not known here/,
  ],
  [
    'a key that is missing',
    [FLOWX, '        name: Never built\n', ''],
    'id: 5e6f7a8b',
    '/workspaces/0/applications/1',
    /must have required property 'name'/,
  ],
  [
    'a value of the wrong kind',
    [FLOWX, 'minDecimals: 1', 'minDecimals: one'],
    'minDecimals: one',
    `${ONBOARDING}/builds/0/settings/numberDisplayFormat/minDecimals`,
    /must be integer/,
  ],
  [
    'an active build that does not exist',
    [FLOWX, 'activeBuild: 7d5560be', 'activeBuild: 8d5560be'],
    'activeBuild: 8d5560be',
    `${ONBOARDING}/activeBuild`,
    /no build of this application has the id 8d5560be/,
  ],
  [
    'a build given twice',
    [FLOWX, '0b1f2c3d-4e5f-4a6b-8c7d-9e0f1a2b3c4d', '7d5560be-3846-49fa-9c17-4059c54c7c5f'],
    'older',
    `${ONBOARDING}/builds/1/id`,
    /already at .*builds\/0\/id/,
  ],
  [
    'a process given twice',
    [FLOWX, 'name: quick_check', 'name: customer_onboarding'],
    'name: customer_onboarding',
    `${ONBOARDING}/processes/3/name`,
    /process customer_onboarding is already at/,
  ],
  [
    'a start schema that is none',
    [FLOWX, 'exclusiveMinimum: 0', 'exclusiveMinimum: none'],
    'type: object',
    `${ONBOARDING}/processes/5/startSchema`,
    /not a usable JSON Schema/,
  ],
  [
    'a resource definition of no process',
    [FLOWX, 'process: customer_onboarding_child', 'process: nobody'],
    'process: nobody',
    `${ONBOARDING}/resourceDefinitions/0/process`,
    /no process nobody/,
  ],
  [
    'a status of keys that does not exist',
    [APPTOR, 'status: SUSPENDED', 'status: ASLEEP'],
    'status: ASLEEP',
    '/organizations/0/keys/3/status',
    /must be one of ACTIVE, SUSPENDED, REVOKED/,
  ],
  [
    'a role that nobody defined',
    [APPTOR, 'roles: [Reader]', 'roles: [Writer]'],
    'roles: [Writer]',
    '/organizations/0/keys/2/roles/0',
    /no role Writer/,
  ],
  [
    'a key given twice',
    [APPTOR, 'keyId: other', 'keyId: demo'],
    'keyId: demo',
    '/organizations/1/keys/0/keyId',
    /key demo is already at/,
  ],
  ['YAML that cannot be read', [APPTOR, 'systemKeys:', 'systemKeys: ['], '', '', /not readable as YAML/],
  [
    'an instance that lacks a member',
    ['flowx/instances.yaml', / {2}state: .*\n/, ''],
    'uuid: 24cb4216',
    '/0',
    /must have required property 'state'/,
  ],
  [
    'a time that is none',
    ['apptor/instances.yaml', /startTime: .*/, 'startTime: yesterday'],
    'startTime: yesterday',
    '/0/startTime',
    /must match format "date-time"/,
  ],
])('%s', async (_, edit, line, pointer, text) => {
  const mistake = await mistakeOf('fixtures', [edit]);
  expect(mistake?.message).toMatch(text);
  expect(mistake?.file.endsWith(edit[0])).toBe(true);
  expect(mistake?.line).toContain(line);
  expect(mistake?.pointer).toBe(pointer);
});

test('all violations of a file are told, not the first', async () => {
  const mistake = await mistakeOf('fixtures', [
    [FLOWX, 'minDecimals: 1', 'minDecimals: one'],
    [FLOWX, 'maxDecimals: 2', 'maxDecimals: -2'],
  ]);
  expect(mistake?.places).toBe(2);
  expect(mistake?.message.split('\n')).toHaveLength(2);
});
