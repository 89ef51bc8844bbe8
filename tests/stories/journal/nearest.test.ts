// A request that no operation answers: which one it meant, and what is wrong with it.
import { beforeAll, expect, test } from '@jest/globals';
import request from 'supertest';
import { type InProcess, inProcess } from '../../in-process.ts';
import { byBuild, byName } from '../flowx/calls.ts';
import { entryOf } from '../journal.ts';

let mock: InProcess;
beforeAll(async () => {
  mock = await inProcess();
});

interface Near {
  operationId: string;
  method: string;
  path: string;
  differences: string[];
}

async function asked(method: 'get' | 'post' | 'put', path: string) {
  const answer = await request(mock.app)[method](path).set('Authorization', 'Bearer any');
  const { nearest } = (await entryOf(mock.app, answer)) as unknown as { nearest: Near[] };
  return { answer, nearest };
}

test.each([
  [
    'post',
    byBuild().replace('/build/', '/bulid/'),
    'startProcessByBuild',
    ['segment 5 is "bulid" instead of "build"'],
  ],
  [
    'post',
    byBuild().replace('/build/', '/Build/'),
    'startProcessByBuild',
    ['segment 5 is "Build" instead of "build"'],
  ],
  ['post', byBuild().replace('/api', ''), 'startProcessByBuild', ['/api is missing before segment 1']],
  [
    'post',
    byBuild().replace('/api/runtime', ''),
    'startProcessByBuild',
    ['the prefix /api/runtime is missing'],
  ],
  ['post', `/rtm/rtm${byBuild()}`, 'startProcessByBuild', ['segment 1, "rtm", is too many']],
  [
    'post',
    byName().replace('/wks/', '//'),
    'startProcessByName',
    [expect.stringMatching(/segment 3 is "" instead of "wks"/)],
  ],
  ['post', `${byName()}/`, 'startProcessByName', ['the path ends with "/"']],
  ['post', byName().replace('/start', ''), 'startProcessByName', ['/start is missing at the end']],
  ['get', byBuild(), 'startProcessByBuild', ['the method is GET instead of POST']],
  ['put', '/process/exec', 'executeWorkflow', ['the method is PUT instead of POST']],
  ['get', '/process/instanec/x', 'getInstance', ['segment 2 is "instanec" instead of "instance"']],
  ['post', '/exec', 'executeWorkflow', ['the prefix /process is missing']],
] as const)('%s %s', async (method, path, operationId, differences) => {
  const { nearest, answer } = await asked(method, path);
  expect(nearest[0]).toMatchObject({ operationId, differences });
  expect(nearest.length).toBeLessThanOrEqual(3);
  if (answer.status === 404)
    expect(answer.headers['x-mock-hint']).toContain(String(nearest[0]?.differences[0]));
  else expect(answer.status).toBe(405);
});

test('below the gateway prefix its spelling is told', async () => {
  const { nearest, answer } = await asked('post', `/rtm${byBuild()}`.replace('/build/', '/bulid/'));
  expect(nearest[0]?.path).toMatch(/^\/rtm\/api\/runtime\/app\//);
  expect(answer.headers['x-mock-hint']).toContain('The nearest is POST /rtm/api/runtime/app/');
});

test.each([
  '/nowhere',
  `/${'a/'.repeat(400)}`,
  `/api/runtime/${'x'.repeat(5000)}`,
  '/process',
  '/process/list',
  '/api/runtime/x',
  '/favicon.ico',
])('nothing is near %s', async (path) => {
  const { nearest, answer } = await asked('get', path.slice(0, 8000));
  expect(nearest).toEqual([]);
  expect(answer.status).toBe(404);
  expect(`${answer.text} ${answer.headers['x-mock-hint']}`).not.toContain('The nearest is');
});
