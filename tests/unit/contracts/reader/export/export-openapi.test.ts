// The bundled documents, as the control plane serves them, satisfy two judges that know nothing of us.
import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, describe, expect, test } from '@jest/globals';
import { Validator } from '@seriousme/openapi-schema-validator';
import request from 'supertest';
import { inProcess } from '../../../../in-process.ts';
import { ran } from '../../../../served.ts';

const REDOCLY = join(
  dirname(createRequire(import.meta.url).resolve('@redocly/cli/package.json')),
  'bin/cli.js',
);
const QUIET = { REDOCLY_TELEMETRY: 'off', REDOCLY_SUPPRESS_UPDATE_NOTICE: 'true' };

const { app } = await inProcess({ contracts: [new URL('../../../../third-api', import.meta.url).pathname] });
const scratch = mkdtempSync(join(tmpdir(), 'flowx-mock-openapi-'));
afterAll(() => rmSync(scratch, { recursive: true, force: true }));

interface Lint {
  totals: { errors: number; warnings: number };
  problems: { ruleId: string; severity: string; message: string }[];
}

/** What `redocly lint` finds with its recommended rules. */
async function lint(document: object): Promise<Lint> {
  const file = join(scratch, 'openapi.json');
  writeFileSync(file, JSON.stringify(document));
  const args = [REDOCLY, 'lint', file, '--extends=recommended', '--format=json'];
  const run = promisify(execFile)(process.execPath, args, {
    cwd: scratch,
    env: { ...process.env, ...QUIET },
  });
  const { stdout } = await run.catch((failed: { stdout: string }) => failed);
  return JSON.parse(stdout) as Lint;
}

const served = async (name: string, query = '', world = '') =>
  (await request(app).get(`${world}/__admin/openapi/${name}.json${query}`)).body;

/** Every object in a document. */
function objectsIn(value: unknown): Record<string, unknown>[] {
  if (typeof value !== 'object' || value === null) return [];
  const inside = Object.values(value).flatMap(objectsIn);
  return Array.isArray(value) ? inside : [value as Record<string, unknown>, ...inside];
}

describe.each(['flowx', 'apptor'])('%s.json', (name) => {
  test('is valid OpenAPI 3.1', async () => {
    const validator = new Validator();
    const { valid, errors } = await validator.validate(await served(name));
    expect(errors).toBeUndefined();
    expect(valid).toBe(true);
    expect(validator.version).toBe('3.1');
  });

  test('satisfies the recommended rules of redocly lint, without a warning', async () => {
    const { problems, totals } = await lint(await served(name));
    expect(problems.map(({ severity, ruleId, message }) => `${severity} ${ruleId}: ${message}`)).toEqual([]);
    expect(totals).toMatchObject({ errors: 0, warnings: 0 });
  });

  test('is answered where it was asked, below every spelling of its prefix', async () => {
    const { servers, paths } = await served(name);
    const urls = servers.map(({ url }: { url: string }) => url.replace(/^http:\/\/127\.0\.0\.1:\d+/, ''));
    expect(urls).toEqual(name === 'flowx' ? ['', '/rtm'] : ['']);
    expect(Object.keys(paths).length).toBe(name === 'flowx' ? 8 : 4);
  });

  test('is valid OpenAPI 3.0 where that is asked for, and says as much', async () => {
    const older = await served(name, '?version=3.0');
    const validator = new Validator();
    const { valid, errors } = await validator.validate(structuredClone(older));
    expect(errors).toBeUndefined();
    expect([valid, validator.version]).toEqual([true, '3.0']);
    const { problems } = await lint(older);
    expect(problems.map(({ severity, ruleId, message }) => `${severity} ${ruleId}: ${message}`)).toEqual([]);
    expect(Object.keys(older.paths)).toEqual(Object.keys((await served(name)).paths));
  });

  test('asks nobody for what is sent anyway, and shows each parameter by example', async () => {
    const parameters = objectsIn(await served(name)).filter(
      (one) => typeof one.in === 'string' && one.schema,
    );
    expect(parameters.length).toBeGreaterThan(1);
    const asked = parameters
      .filter((one) => one.in === 'header')
      .map((one) => String(one.name).toLowerCase());
    expect(asked).not.toEqual(
      expect.arrayContaining([expect.stringMatching(/^(user-agent|referer|accept)$/)]),
    );
    const bare = parameters.filter(
      ({ example, examples }) => example === undefined && examples === undefined,
    );
    expect(bare.map((one) => one.name)).toEqual([]);
  });

  test('an object of any members says that it is one, and each value is spelt once', async () => {
    const schemas = objectsIn((await served(name)).components.schemas);
    const objects = schemas.filter(({ type, properties }) => type === 'object' && !properties);
    expect(objects.filter((one) => one.additionalProperties === undefined)).toEqual([]);
    const spelt = schemas.filter((one) => Array.isArray(one.enum)).map((one) => one.enum as unknown[]);
    for (const values of spelt) {
      const bare = values.map((value) => String(value).replaceAll(/[ _]/g, ''));
      expect(new Set(bare).size).toBe(values.length);
    }
  });

  test('refers to nothing outside itself', async () => {
    const refs = JSON.stringify(await served(name)).match(/"\$ref":"[^"]*"/g) ?? [];
    expect(refs.length).toBeGreaterThan(10);
    expect(refs.filter((ref) => !ref.startsWith('"$ref":"#/'))).toEqual([]);
  });
});

interface Named {
  name?: string;
  examples?: Record<string, unknown>;
  content?: Record<string, Named>;
}

test.each(['flowx', 'apptor'])('%s: the call that works has one name in all its parts', async (name) => {
  const document = await served(name);
  const behind = (one: { $ref?: string }): Named =>
    one.$ref === undefined
      ? (one as Named)
      : one.$ref
          .slice(2)
          .split('/')
          .reduce((at, key) => at[key], document);
  const operations = Object.values(document.paths).flatMap((item) => Object.values(item as object));
  for (const { operationId, parameters = [], requestBody, responses } of operations) {
    const media = ({ content = {} }: Named): Named[] => Object.values(content);
    const [scenario = ''] = Object.keys(media(behind(responses[200]))[0]?.examples ?? {});
    const parts = [...parameters.map(behind), ...(requestBody ? media(behind(requestBody)) : [])];
    const without = parts.filter((one) => !(scenario in (one.examples ?? {})));
    expect([operationId, scenario !== '', without]).toEqual([operationId, true, []]);
  }
});

test('a start of any organization’s flow asks for a key of its own', async () => {
  for (const query of ['', '?version=3.0']) {
    const { paths, components } = await served('apptor', query);
    expect(paths['/process/start'].post.security).toEqual([{ systemKey: [] }, { bearer: [] }]);
    expect(paths['/process/start'].post['x-required-permissions']).toEqual(['WORKFLOW_EXECUTE']);
    expect(paths['/process/exec'].post.security[0]).toEqual({ apiKey: [] });
    const { type, in: where, name } = components.securitySchemes.systemKey;
    expect([type, where, name]).toEqual(['apiKey', 'header', 'X-API-Key']);
  }
});

test('inside a world the servers are that world', async () => {
  const { servers } = await served('flowx', '', '/@alice');
  const paths = servers.map(({ url }: { url: string }) => new URL(url).pathname);
  expect(paths).toEqual(['/@alice', '/@alice/rtm']);
});

test.each([
  ['http://localhost:5173', true],
  ['http://127.0.0.1:8080', true],
  ['http://[::1]:8080', true],
  ['https://example.com', false],
  ['https://localhost.example.com', false],
])('a page of %s may read it: %s', async (origin, may) => {
  const document = await request(app).get('/__admin/openapi/apptor.json').set('Origin', origin);
  expect(document.headers['access-control-allow-origin']).toBe(may ? origin : undefined);
  expect(document.headers.vary).toContain('Origin');
  const asked = await request(app)
    .options('/__admin/openapi/apptor.json')
    .set({ Origin: origin, 'Access-Control-Request-Method': 'GET', 'Access-Control-Request-Headers': 'x-a' });
  expect(asked.headers['access-control-allow-headers']).toBe(may ? 'x-a' : undefined);
  expect([asked.status, asked.headers['access-control-allow-origin']]).toEqual(
    may ? [204, origin] : [403, undefined],
  );
  const others = await request(app).get('/__admin/contracts').set('Origin', origin);
  expect(others.headers['access-control-allow-origin']).toBeUndefined();
});

test('a version that there is not is refused', async () => {
  const answer = await request(app).get('/__admin/openapi/flowx.json?version=2.0');
  expect([answer.status, answer.body.detail]).toEqual([400, 'version is 3.1 or 3.0, not "2.0".']);
});

test('the command prints the same document, of either version', async () => {
  for (const [args, version] of [
    [[], '3.1.0'],
    [['--version', '3.0'], '3.0.3'],
  ] as const) {
    const { code, stdout } = await ran(['contract', 'openapi', 'apptor', ...args]);
    const { openapi, paths } = JSON.parse(stdout);
    expect([code, openapi, Object.keys(paths).length]).toEqual([0, version, 4]);
  }
  const { code, stderr } = await ran(['contract', 'openapi', 'apptor', '--version', '2']);
  expect([code, stderr]).toEqual([2, expect.stringContaining('--version is 3.1 or 3.0, not "2"')]);
});

test('a third API is valid OpenAPI as well, path items with parameters of their own included', async () => {
  const { valid, errors } = await new Validator().validate(await served('library'));
  expect(errors).toBeUndefined();
  expect(valid).toBe(true);
});

test('both judges can say no', async () => {
  const good = await served('apptor');
  const { openapi: _, ...headless } = good;
  expect((await new Validator().validate({ ...headless, openapi: '3.1.0', paths: 7 })).valid).toBe(false);
  const unlicensed = {
    ...good,
    info: { title: 'x', version: '1' },
    paths: { '/a/{b}': { get: { responses: {} } } },
  };
  const { totals, problems } = await lint(unlicensed);
  expect(totals.errors).toBeGreaterThan(0);
  expect(problems.map(({ ruleId }) => ruleId)).toEqual(expect.arrayContaining(['path-parameters-defined']));
});
