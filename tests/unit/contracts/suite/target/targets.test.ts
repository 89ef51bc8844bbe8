// What a targets file may say, and what is said about a wrong one; nobody else's server is written to by accident.
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { createServer as createTls } from 'node:https';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { stringify } from 'yaml';
import { compileContracts } from '../../../../../contracts/reader/contract.ts';
import { plan, verify } from '../../../../../contracts/suite/run/verify.ts';
import { defaultTargets } from '../../../../../contracts/suite/target/default-targets.ts';
import { isLoopback } from '../../../../../contracts/suite/target/loopback.ts';
import { readTargets } from '../../../../../contracts/suite/target/read-targets.ts';
import { listen, verifying } from '../../../../verified.ts';

/** As a file has it. */
const variable = (name: string): string => ['$', '{', name, '}'].join('');

const { apis } = verifying('http://127.0.0.1');
const GOOD = {
  apis: {
    apptor: {
      values: { processId: 'p', nodeId: 'n' },
      credentials: { apiKey: { value: variable('KEY') } },
    },
  },
};

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'targets-'));
}, 60_000);
afterAll(() => rm(folder, { recursive: true }));

async function written(value: unknown): Promise<string> {
  const path = join(folder, `${Math.random()}.yaml`);
  await writeFile(path, typeof value === 'string' ? value : stringify(value));
  return path;
}

describe('a targets file', () => {
  test('is read, with the environment in it', async () => {
    const targets = readTargets(await written(GOOD), apis, { KEY: 'the-key' });
    expect(targets.apis.get('apptor')?.credentials).toEqual({ apiKey: { value: 'the-key' } });
    expect(targets.secrets.get('the-key')).toBe('$KEY');
  });

  test.each<[string, unknown, RegExp]>([
    [
      'a variable that is not set',
      GOOD,
      /:\d+ at \/apis\/apptor\/credentials\/apiKey\/value: the environment has no KEY/,
    ],
    [
      'a name that is not known',
      'apis:\n  apptor:\n    value: {}\n    values: {}\n    credentials: {}\n',
      /:3 at \/apis\/apptor\/value: "value" is not known here/,
    ],
    [
      'an operation that is not there',
      'apis:\n  apptor:\n    values: {}\n    credentials: { apiKey: { value: abcd } }\n    operations:\n      execute: { skip: later }\n',
      /:6 at \/apis\/apptor\/operations\/execute: apptor has no operation execute/,
    ],
    [
      'a refusal that is not there',
      'apis:\n  apptor:\n    values: {}\n    credentials:\n      apiKey: { value: abcd, bad: [{ name: a, value: b, refusal: nope }] }\n',
      /:5 at .*apptor has no refusal nope/,
    ],
    [
      'a waiver without an end',
      'apis:\n  apptor:\n    values: {}\n    credentials: {}\n    waivers: [{ operation: getInstance, what: status 403, reason: r }]\n',
      /must have required property 'until'/,
    ],
  ])('says file and line for %s', async (_, value, message) => {
    const path = await written(value);
    expect(() => readTargets(path, apis, {})).toThrow(message);
    expect(() => readTargets(path, apis, {})).toThrow(path);
  });

  test.each([
    [
      'an id',
      'apis:\n  flowx:\n    values: {}\n    credentials: { bearer: { value: abc } }\n',
      'flowx',
      'startProcessByBuild',
      /:3: appId is missing, which startProcessByBuild needs/,
    ],
    [
      'credentials',
      'apis:\n  apptor:\n    values: {}\n    credentials: {}\n',
      'apptor',
      'executeWorkflow',
      /:4: there are none that executeWorkflow takes/,
    ],
  ])(
    'an operation for which it lacks %s is not judged, and the others are',
    async (_, text, api, id, reason) => {
      const path = await written(text);
      expect(readTargets(path, apis, {}).apis.get(api)?.operations?.[id]?.cannot).toMatch(reason);
      const run = verify(verifying('http://127.0.0.1:1', { targets: path, only: [id] }));
      await expect(run).rejects.toThrow(/unreachable/);
    },
  );

  test('those that ship are as the schema has them', () => {
    expect([...defaultTargets(apis, compileContracts).apis.keys()]).toEqual([
      'apptor',
      'flowx',
      'organization',
    ]);
  });
});

describe('nobody else is written to', () => {
  test.each([
    ['http://127.0.0.1:1', true],
    ['http://127.8.8.8', true],
    ['http://localhost:80', true],
    ['http://[::1]:3', true],
    ['http://10.0.0.1', false],
    ['http://127.0.0.1.example.com', false],
    ['https://flow.example', false],
    ['http://0x7f000001', true],
  ])('%s is this machine: %s', (url, expected) => {
    expect(isLoopback(url)).toBe(expected);
  });

  test('without leave nothing is sent, and everything that would be is listed', async () => {
    const error = await verify(verifying('http://192.0.2.1:4010')).catch((one) => one);
    expect(error.name).toBe('WritesNotAllowed');
    expect(error.message).toContain('Nothing was sent');
    expect(error.planned.length).toBeGreaterThan(200);
    expect(error.message).toContain(error.planned[7].curl);
  });

  test('with leave, it has to be said which ids the server knows', async () => {
    await expect(verify(verifying('http://192.0.2.1:4010', { allowWrites: true }))).rejects.toThrow(
      /--targets FILE/,
    );
  });

  test('a dry run sends nothing', async () => {
    let received = 0;
    const { url, close } = await listen(
      createServer((_, res) => {
        received += 1;
        res.end();
      }),
    );
    const requests = await plan(verifying(url));
    await close();
    expect(received).toBe(0);
    expect(requests.length).toBeGreaterThan(200);
    const ids = requests.map(({ curl }) => curl).join('\n');
    expect(ids).toContain('"$FLOWX_BEARER"');
    expect(ids).not.toContain('verify-any-token');
    expect(ids).toContain('<start.id>');
  });

  test('no more is started than the ceiling allows', async () => {
    let starts = 0;
    const { url, close } = await listen(
      createServer((req, res) => {
        if (req.method === 'POST') starts += 1;
        res.writeHead(200, { 'content-type': 'application/json' });
        res.end(
          JSON.stringify({
            processInstanceId: `i${starts}`,
            processId: 'p',
            status: 'started',
            startTime: '2026-01-01T00:00:00Z',
          }),
        );
      }),
    );
    const file = { apis: { apptor: { ...GOOD.apis.apptor, ceilings: { starts: 3 } } } };
    const only = ['executeWorkflow'];
    const targets = await written(file);
    const report = await verify(verifying(url, { targets, env: { KEY: 'the-key' }, only, cases: 10 }));
    await close();
    const skipped = report.cases.filter(({ outcome }) => outcome === 'skipped');
    expect(skipped.map(({ reason }) => reason)).toContain('the ceiling of 3 starts is reached');
    expect(
      report.cases
        .filter(({ name }) => name.startsWith('generated'))
        .every(({ outcome }) => outcome === 'skipped'),
    ).toBe(true);
  });

  test('what is skipped says why', async () => {
    const operations = { executeWorkflow: { skip: 'it starts a real payment' } };
    const targets = await written({ apis: { apptor: { ...GOOD.apis.apptor, operations } } });
    const { url, close } = await listen(createServer((_, res) => res.end()));
    const report = await verify(
      verifying(url, { targets, env: { KEY: 'the-key' }, only: ['executeWorkflow'] }),
    );
    await close();
    expect(report.cases).toMatchObject([{ outcome: 'skipped', reason: 'it starts a real payment' }]);
  });
});

describe('a target that cannot be reached', () => {
  test('nobody listens', async () => {
    const { url, close } = await listen(createServer());
    await close();
    const error = await verify(verifying(url)).catch((one) => one);
    expect(error.name).toBe('TargetUnreachable');
    expect(error.message).toMatch(/unreachable: .*ECONNREFUSED/);
  }, 20_000);

  test('TLS does not come about', async () => {
    const { url, close } = await listen(createTls() as never);
    const error = await verify(verifying(url.replace('http:', 'https:'))).catch((one) => one);
    await close();
    expect(error.name).toBe('TargetUnreachable');
    expect(error.message).toContain('TLS: ');
  }, 20_000);

  test('it never becomes healthy', async () => {
    const { url, close } = await listen(
      createServer((_, res) => {
        res.writeHead(503).end();
      }),
    );
    const targets = await written({ health: '/health', ...GOOD });
    const error = await verify(verifying(url, { targets, env: { KEY: 'the-key' }, timeout: 500 })).catch(
      (one) => one,
    );
    await close();
    expect(error.name).toBe('TargetUnreachable');
    expect(error.message).toContain('not healthy: /health answered 503');
  }, 20_000);
});
