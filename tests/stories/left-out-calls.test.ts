// Calls of the products that are known and left out: told as such, and not as slips of the pen.
import { beforeAll, describe, expect, test } from '@jest/globals';
import request from 'supertest';
import { run } from '../../mock-server/cli/program.ts';
import { LeftOutCalls } from '../../mock-server/simulation/unknown-address/left-out-calls.ts';
import { head, listening } from '../faults/raw.ts';
import { type InProcess, inProcess } from '../in-process.ts';
import { edited, thirdApi } from '../third-api.ts';
import { surrounded } from '../unit/mock-server/cli/surrounded.ts';
import { NOTHING_KEPT } from './doctor/visit.ts';
import { entryOf } from './journal.ts';

let mock: InProcess;
beforeAll(async () => {
  mock = await inProcess({ reuse: true });
});

const UUID = '24cb4216-83a4-4782-84cb-d702b54b9b7d';
/** What FlowX's renderers and its older versions, and apptor's plug-in, are known to ask. */
const ASKED: [method: 'get' | 'post', path: string, whose: RegExp, inEnvelope: boolean][] = [
  ['get', `/api/runtime/process/${UUID}/status`, /FlowX's own renderers/, true],
  ['get', `/rtm/api/runtime/process/${UUID}/data`, /FlowX's own renderers/, true],
  ['get', `/onboarding/api/runtime/process/${UUID}/data/a/b`, /FlowX's own renderers/, false],
  [
    'post',
    `/onboarding/api/runtime/process/${UUID}/token/t/ui-action/a/context/main/execute`,
    /renderers/,
    false,
  ],
  ['get', `/api/process/${UUID}/status`, /renderers/, false],
  ['post', '/onboarding/api/process/DemoProcess/start', /up to 4\.5/, false],
  ['post', `/api/process/x/start/inheritFrom/${UUID}`, /up to 5\.1/, false],
  ['get', '/api/events/some/where', /renderers/, false],
  ['post', '/webhooks/abc?key=secret', /webhooks/, false],
  ['get', '/process/list', /apptor flow's users/, true],
  ['post', '/process/create', /designer/, true],
  ['post', '/api/processes', /plug-in/, false],
  ['get', '/api/integrations/7/connections', /plug-in/, false],
];

test.each(ASKED)('%s %s', async (method, path, whose, inEnvelope) => {
  const answer = await request(mock.app)[method](path).set('Authorization', 'Bearer any');
  expect(answer.status).toBe(404);
  expect(answer.headers['content-type']).toBe(inEnvelope ? 'application/json' : 'application/problem+json');
  expect(answer.text).toContain('that this stand-in leaves out');
  const entry = await entryOf(mock.app, answer);
  expect(entry.refusal?.name).toBe('left-out');
  expect(entry.refusal?.reason).toMatch(whose);
  expect(entry).toMatchObject({ nearest: [], leftOut: { page: expect.stringMatching(/^https:/) } });
  expect(answer.headers['x-mock-hint']).toBe(entry.hint);
  expect(entry.hint).toMatch(/ https:\/\/\S+$/);
  if (inEnvelope) expect(answer.text).not.toContain('/__admin');
});

test('none of them is answered by an operation, and each is found by its own address', () => {
  const { apis } = mock.simulation;
  const all = new LeftOutCalls(apis);
  for (const loaded of apis) {
    if (loaded.api.name !== 'organization') expect(loaded.api.leftOut.length).toBeGreaterThan(3);
    for (const call of loaded.api.leftOut) {
      for (const path of call.paths) {
        const address = path.replace(/\{[^}]+\}/g, 'x').replace('/*', '/a/b');
        for (const method of call.methods) {
          expect(all.find(method, address, undefined)?.call).toBe(call);
          for (const { contracts } of apis) {
            const same = [...contracts.values()].filter(
              ({ operation }) =>
                operation.method === method && operation.path.replace(/\{[^}]+\}/g, 'x') === address,
            );
            expect(same).toEqual([]);
          }
        }
      }
    }
  }
});

test('another method, and what lies beside, is unknown as ever', async () => {
  for (const [method, path] of [
    ['post', `/api/runtime/process/${UUID}/status`],
    ['get', `/api/runtime/process/${UUID}/statuses`],
    ['get', '/process/lists'],
  ] as const) {
    const answer = await request(mock.app)[method](path).set('Authorization', 'Bearer any');
    const entry = await entryOf(mock.app, answer);
    expect({ path, name: entry.refusal?.name }).toEqual({ path, name: 'unknown-path' });
    expect(entry).toMatchObject({ nearest: [] });
  }
});

describe("a third API's own", () => {
  const MINE = `openapi: 3.1.0
info: { title: Mine, version: '1' }
servers: [{ url: https://mine.example }]
x-mock: { prefixes: [/onboarding], refusal: { mine: '{detail}' } }
security: []
paths:
  /onboarding/api/process/{id}/status:
    get:
      operationId: getStatus
      x-provenance: { status: documented, source: https://mine.example }
      responses:
        '200':
          description: The status
          content: { application/json: { schema: { type: object }, example: { state: STARTED } } }
`;

  test('route wins, and what lies below its prefix is its own to refuse', async () => {
    await edited(thirdApi, [['library/openapi.yaml', /^[\s\S]*$/, MINE]], async (folder) => {
      const own = await inProcess({ contracts: [folder], reuse: true });
      const good = await request(own.app).get('/onboarding/api/process/7/status');
      expect([good.status, good.body]).toEqual([200, { state: 'STARTED' }]);
      const other = await request(own.app).post('/onboarding/api/process/x/start');
      expect([other.status, Object.keys(other.body)]).toEqual([404, ['mine']]);
      expect((await entryOf(own.app, other)).refusal?.name).toBe('unknown-path');
    });
  });

  test('left-out.yaml is checked like all of its folder', async () => {
    const { loadApi } = await import('../../contracts/reader/read-api.ts');
    const { writeFileSync } = await import('node:fs');
    await edited(thirdApi, [], (folder) => {
      writeFileSync(
        `${folder}/library/left-out.yaml`,
        '- { methods: [GET], paths: [nowhere], whose: mine }\n',
      );
      expect(() => loadApi(`${folder}/library`)).toThrow(/left-out\.yaml:1 at \/0/);
    });
  });
});

test('doctor says so, and not that the base URL is wrong', async () => {
  const open = await listening({ now: Date.now(), reuse: true });
  try {
    await open.ask(head('GET', `/onboarding/api/process/${UUID}/status`, { Host: 'localhost' }));
    const around = surrounded();
    await run(['doctor', ...NOTHING_KEPT, '--json', `http://127.0.0.1:${open.port}`], around);
    const { findings } = JSON.parse(around.out());
    expect(findings.map(({ name }: { name: string }) => name)).toEqual(['left-out']);
    expect(findings[0].mend).toContain('/__admin/instances/');
  } finally {
    await open.stop();
  }
});
