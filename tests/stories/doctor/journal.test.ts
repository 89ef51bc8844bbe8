// doctor: what an application does wrong, from the journal of what it sent.
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { run } from '../../../mock-server/cli/program.ts';
import type { JournalEntry } from '../../../mock-server/domain/journal/journal-entry.ts';
import { type Listening, listening } from '../../listening.ts';
import { surrounded } from '../../unit/mock-server/cli/surrounded.ts';
import { answerTask, execute, look, WAITING } from '../apptor/calls.ts';
import { buildInfo, byBuild, byName, get, post } from '../flowx/calls.ts';
import { bearer } from '../jwt.ts';
import { NOTHING_KEPT, visit } from './visit.ts';

let mock: Listening;
beforeEach(async () => {
  mock = await listening({ now: Date.now() });
});
afterEach(() => mock.close());

/** What the doctor finds after some requests. */
const after = async (...requests: PromiseLike<unknown>[]) => {
  await Promise.all(requests);
  return visit([...NOTHING_KEPT, mock.url]);
};

test('an application that does everything right has nothing to fear', async () => {
  const { code, found } = await after(
    post(mock.url, byName()),
    get(mock.url, buildInfo()),
    execute(mock.url),
    answerTask(mock.url, WAITING),
    // Mistakes of other kinds are for the application to find.
    post(mock.url, byName({ process: 'loan_application' })),
  );
  expect([code, found]).toEqual([0, {}]);
});

test.each([
  [byBuild().replace('/api', ''), '/api is missing before segment 1', 'The base URL is wrong'],
  [byBuild().replace('/api/runtime', ''), 'the prefix /api/runtime is missing', 'The base URL is wrong'],
  [`/rtm/rtm${byBuild()}`, 'segment 1, "rtm", is too many', 'The base URL is wrong'],
  [`/${byBuild()}`, 'segment 1, "", is too many', 'The base URL is wrong'],
  [`${byBuild()}/`, 'the path ends with "/"', 'Ask POST /api/runtime/app/'],
  [byBuild().replace('/build/', '/bulid/'), 'segment 5 is "bulid" instead of "build"', 'Ask POST'],
])('wrong-path: %s', async (path, what, mend) => {
  const { code, found } = await after(post(mock.url, path), post(mock.url, path));
  expect(code).toBe(1);
  expect(Object.keys(found)).toEqual(['wrong-path']);
  expect(found['wrong-path']).toHaveLength(1);
  expect(found['wrong-path']?.[0]).toEqual({
    what: expect.stringContaining(what),
    where: expect.stringMatching(/\/@default\/__admin\/requests\/req_2 and 1 more$/),
    why: expect.stringMatching(/The nearest is POST (\/rtm)?\/api\/runtime\/app\//),
    mend: expect.stringContaining(mend),
  });
});

test('wrong-path: what is near nothing is no slip of the pen', async () => {
  expect((await after(get(mock.url, '/favicon.ico'))).found).toEqual({});
});

test('missing-header: a header, a content type, credentials', async () => {
  const call = (path: string, headers: Record<string, string>) =>
    fetch(mock.url + path, { method: 'POST', headers, body: '{}' });
  const { code, found } = await after(
    call(byBuild(), { Authorization: 'Bearer any', 'Content-Type': 'application/json' }),
    call('/process/task', { 'X-API-Key': 'apk_demo_secret', 'Content-Type': 'text/plain' }),
    fetch(mock.url + buildInfo()),
    look(mock.url, WAITING, 'apk_nobody_secret'),
  );
  expect(code).toBe(1);
  expect(Object.keys(found)).toEqual(['missing-header']);
  expect(found['missing-header']?.map(({ what }) => what).sort()).toEqual([
    'completeTask is called with Content-Type: text/plain',
    'getBuildInfo is called with no credentials, or with others than it takes',
    'getInstance is called with no credentials, or with others than it takes',
    'startProcessByBuild is called without the header flowx-platform',
  ]);
});

test('unknown-ids: with the reason, and how to add them; those alike once', async () => {
  const nowhere = byName({ process: 'nowhere' });
  const { code, found } = await after(
    post(mock.url, nowhere),
    post(mock.url, nowhere),
    post(`${mock.url}/@alice`, nowhere),
    look(mock.url, 'inst_none'),
  );
  expect(code).toBe(1);
  expect(Object.keys(found)).toEqual(['unknown-ids']);
  const [first, second] = found['unknown-ids'] ?? [];
  expect(first?.what).toContain('startProcessByName is called with an id');
  expect(first?.where).toContain('and 2 more');
  expect(first?.mend).toContain('flowx-mock init');
  expect(second?.why).toContain('inst_none');
});

test('only the world of the address is looked at', async () => {
  await post(`${mock.url}/@alice`, byName({ process: 'nowhere' }));
  expect((await visit([...NOTHING_KEPT, `${mock.url}/@alice`])).code).toBe(1);
  expect((await visit([...NOTHING_KEPT, `${mock.url}/@bob`])).code).toBe(0);
});

test('token-dates: a token that is old, and one that only the clock of the world makes old', async () => {
  const seconds = Math.floor(Date.now() / 1000);
  const info = (exp: number) =>
    fetch(mock.url + buildInfo(), { headers: { Authorization: bearer({ exp }) } });
  const old = await after(info(seconds - 60));
  expect(Object.keys(old.found)).toEqual(['token-dates']);
  expect(old.found['token-dates']?.[0]?.mend).toBe('Get a new one.');
  await fetch(`${mock.url}/__admin/reset`, { method: 'POST' });
  await fetch(`${mock.url}/__admin/clock/advance`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: '{"by":"PT2H"}',
  });
  const moved = await after(info(seconds + 3600));
  expect(Object.keys(moved.found)).toEqual(['clock-off', 'token-dates']);
  expect(moved.found['token-dates']?.[0]?.mend).toContain("By this machine's clock it would do");
});

test('what a test asked to go wrong is no mistake of the application', async () => {
  const unsteered = { 'X-API-Key': 'apk_demo_secret' };
  const steered = (code: number) =>
    fetch(`${mock.url}/process/instance/${WAITING}`, { headers: { ...unsteered, Prefer: `code=${code}` } });
  const set = await fetch(`${mock.url}/@alice/__admin/faults`, {
    method: 'PUT',
    headers: { 'Content-Type': 'application/json' },
    body: '[{"api":"flowx","profile":"token-expired"},{"api":"apptor","code":404}]',
  });
  expect(set.status).toBeLessThan(300);
  const { code, found } = await after(
    ...[401, 403, 404, 415].map(steered),
    get(`${mock.url}/@alice`, buildInfo()),
    look(`${mock.url}/@alice`, WAITING),
  );
  const entries = await Promise.all(
    ['', '/@alice'].map(
      async (world) =>
        (await fetch(`${mock.url}${world}/__admin/requests`)).json() as Promise<{ items: JournalEntry[] }>,
    ),
  );
  const refusals = entries.flatMap(({ items }) => items.map((one) => one.refusal?.name));
  expect(refusals).toEqual(Array(6).fill('injected'));
  expect([code, found]).toEqual([0, {}]);
});

test('the default world is looked at however many there are, and it is said how many were not', async () => {
  const url = `${mock.url}/@a`;
  await Promise.all(Array.from({ length: 60 }, (_, index) => get(url + index, buildInfo())));
  await post(mock.url, byName({ process: 'nowhere' }));
  const { code, found, json } = await visit([...NOTHING_KEPT, mock.url]);
  expect([code, Object.keys(found)]).toEqual([1, ['unknown-ids']]);
  expect(json).toMatchObject({ worlds: { lookedAt: 50, notLookedAt: 11 } });
  const around = surrounded();
  await run(['doctor', ...NOTHING_KEPT, mock.url], around);
  expect(around.out()).toContain(
    `Worlds that were not looked at: 11 of 61. To look at one of them: flowx-mock doctor ${mock.url}/@NAME.`,
  );
  const one = await visit([...NOTHING_KEPT, `${url}9`]);
  expect(one.json).toMatchObject({ worlds: { lookedAt: 1, notLookedAt: 0 } });
});

test('what a hostile request said reaches no terminal as it is', async () => {
  const id = 'x\u001b[2J\u001b]0;owned\u0007y';
  await Promise.all([execute(mock.url, id), execute(mock.url, id)]);
  const around = surrounded();
  expect(await run(['doctor', ...NOTHING_KEPT, mock.url], around)).toBe(1);
  expect(around.out()).toContain(String.raw`x\u001b[2J\u001b]0;owned\u0007y`);
  expect(around.out()).not.toContain('\u001b');
});
