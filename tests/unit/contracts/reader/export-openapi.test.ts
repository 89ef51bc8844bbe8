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
import { inProcess } from '../../../in-process.ts';

const REDOCLY = join(
  dirname(createRequire(import.meta.url).resolve('@redocly/cli/package.json')),
  'bin/cli.js',
);
const QUIET = { REDOCLY_TELEMETRY: 'off', REDOCLY_SUPPRESS_UPDATE_NOTICE: 'true' };

const { app } = await inProcess({ contracts: [new URL('../../../third-api', import.meta.url).pathname] });
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

const served = async (name: string) => (await request(app).get(`/__admin/openapi/${name}.json`)).body;

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

  test('refers to nothing outside itself', async () => {
    const refs = JSON.stringify(await served(name)).match(/"\$ref":"[^"]*"/g) ?? [];
    expect(refs.length).toBeGreaterThan(10);
    expect(refs.filter((ref) => !ref.startsWith('"$ref":"#/'))).toEqual([]);
  });
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
