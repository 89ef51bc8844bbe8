// flowx-mock verify on the command line: flags, environment, exit codes, and what goes where.
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { run } from '../../../../../mock-server/cli/program.ts';
import { inFront, type Listening, listen, listening } from '../../../../verified.ts';

const PATIENCE = 60_000;

let standIn: Listening;
let folder: string;
beforeAll(async () => {
  standIn = await listening();
  folder = await mkdtemp(join(tmpdir(), 'verify-'));
}, PATIENCE);
afterAll(async () => {
  await standIn.close();
  await rm(folder, { recursive: true });
});

/** Runs `flowx-mock verify` in this process. */
async function verified(
  args: string[],
  options: { env?: NodeJS.ProcessEnv; tty?: boolean; signal?: AbortSignal } = {},
) {
  const streams = { stdout: new PassThrough(), stderr: new PassThrough() };
  const told = { stdout: '', stderr: '' };
  streams.stdout.on('data', (chunk) => {
    told.stdout += chunk;
  });
  streams.stderr.on('data', (chunk) => {
    told.stderr += chunk;
  });
  const stderr = Object.assign(streams.stderr, { isTTY: options.tty === true, columns: 60 });
  const code = await run(['verify', ...args], {
    env: options.env ?? {},
    stdin: process.stdin,
    stdout: streams.stdout,
    stderr,
    signal: options.signal ?? new AbortController().signal,
  });
  return { code, ...told };
}

const SHORT = ['--only', 'getBuildInfo', '--cases', '1'];

describe('exit codes', () => {
  test(
    '0 when the contract holds, and nothing on stderr',
    async () => {
      const { code, stdout, stderr } = await verified([standIn.url, ...SHORT]);
      expect(code).toBe(0);
      expect(stdout).toContain('The contract holds');
      expect(stderr).toBe('');
    },
    PATIENCE,
  );

  test(
    '1 for a violation, with the sentence, the curl and the way to run it again',
    async () => {
      const front = await inFront(standIn.url, (passing) => {
        if (passing.status === 200) passing.status = 203;
      });
      const { code, stdout } = await verified([front.url, ...SHORT]);
      await front.close();
      expect(code).toBe(1);
      expect(stdout).toContain('getBuildInfo answered 203; documented: 200');
      expect(stdout).toContain(`--only getBuildInfo/status-declared --seed 1`);
      expect(stdout).toContain('curl -sS -i');
    },
    PATIENCE,
  );

  test(
    '0 for a discovery, 1 for it under --strict',
    async () => {
      const front = await inFront(standIn.url, (passing) => {
        if (passing.status === 405) passing.status = 404;
      });
      expect((await verified([front.url, ...SHORT])).code).toBe(0);
      expect((await verified([front.url, ...SHORT, '--strict'])).code).toBe(1);
      expect((await verified([front.url, ...SHORT], { env: { FLOWX_MOCK_STRICT: 'true' } })).code).toBe(1);
      await front.close();
    },
    PATIENCE,
  );

  test.each([
    [
      'an operation that is not there',
      ['--only', 'getNothing'],
      /there is no such operation; there are executeWorkflow/,
    ],
    ['an API that is not there', ['--api', 'nope'], /--api nope: there is apptor, flowx/],
    ['a number that is none', ['--cases', 'many'], /--cases: "many" cannot be used/],
    ['a report that is not there', ['--report', 'pdf=x'], /--report knows no format "pdf"/],
    ['a targets file that is not there', ['--targets', '/nowhere.yaml'], /there is no such file/],
    ['a flag that is not there', ['--nope'], /unknown option '--nope'/],
  ])('2 for %s', async (_, args, message) => {
    const { code, stderr } = await verified([standIn.url, ...args]);
    expect(code).toBe(2);
    expect(stderr).toMatch(message);
  });

  test('2 for another machine without leave, with what would be sent', async () => {
    const { code, stderr } = await verified(['http://192.0.2.7:4010', '--only', 'startProcessByName']);
    expect(code).toBe(2);
    expect(stderr).toContain('--allow-writes');
    expect(stderr).toContain("curl -sS -i -X POST 'http://192.0.2.7:4010/api/runtime/wks/");
  });

  test(
    '3 when nobody answers',
    async () => {
      const { url, close } = await listen(createServer());
      await close();
      const { code, stderr } = await verified([url]);
      expect(code).toBe(3);
      expect(stderr).toMatch(/unreachable: connect ECONNREFUSED/);
    },
    PATIENCE,
  );
});

test.each([
  ['SIGINT', 130],
  ['SIGTERM', 143],
])(
  '%s ends it with %d and without a verdict',
  async (reason, expected) => {
    const ending = new AbortController();
    setTimeout(() => ending.abort(reason), 50);
    const { code, stdout, stderr } = await verified([standIn.url, '--rate', '5'], { signal: ending.signal });
    expect(code).toBe(expected);
    expect(stdout).toBe('');
    expect(stderr).toBe('');
  },
  PATIENCE,
);

test('a dry run prints command lines and sends nothing', async () => {
  const { code, stdout } = await verified(['--dry-run', ...SHORT]);
  expect(code).toBe(0);
  expect(stdout).toContain('# getBuildInfo: example plain\ncurl -sS -i ');
  expect(stdout).toContain('http://127.0.0.1:4010/api/runtime/');
  expect(
    stdout
      .trim()
      .split('\n')
      .every((line) => /^(# |curl )/.test(line)),
  ).toBe(true);
});

test(
  'reports and the overlay are written where they were asked for',
  async () => {
    const front = await inFront(standIn.url, (passing) => {
      if (passing.status === 405) passing.status = 404;
    });
    const [json, accept] = [join(folder, 'reports', 'r.json'), join(folder, 'observed.yaml')];
    await verified([front.url, ...SHORT, '--report', `json=${json}`, '--accept', accept, '--seed', 'mine']);
    await front.close();
    expect(JSON.parse(await readFile(json, 'utf8'))).toMatchObject({ seed: 'mine', exitCode: 0 });
    expect(await readFile(accept, 'utf8')).toContain('overlay: 1.0.0');
  },
  PATIENCE,
);

test(
  'a line of progress is for a terminal, and not for CI',
  async () => {
    const seen = await verified([standIn.url, ...SHORT], { tty: true });
    expect(seen.stderr).toMatch(/\d+\/\d+ getBuildInfo /);
    expect(seen.stderr.endsWith('\r\u001b[2K')).toBe(true);
    expect((await verified([standIn.url, ...SHORT], { tty: true, env: { CI: 'true' } })).stderr).toBe('');
  },
  PATIENCE,
);
