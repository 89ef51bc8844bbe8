// Whatever API is served, each curl of the start-up text is answered 2xx; where there can be none, the text says why.
import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import { writeApis } from '../small-apis/small-api.ts';
import { WITHOUT_ANSWER, WITHOUT_CALL } from '../small-apis/without-call.ts';
import { WORKING } from '../small-apis/working.ts';
import { startUpText } from '../start-up-text.ts';
import { needCurl } from './curl.ts';

jest.setTimeout(60_000);

let folder: string;
let text: string;
let stop: () => Promise<string>;

beforeAll(async () => {
  await needCurl();
  folder = await mkdtemp(join(tmpdir(), 'flowx-mock-printed-'));
  writeApis(folder, { ...WORKING, ...WITHOUT_CALL, ...WITHOUT_ANSWER });
  ({ text, stop } = await startUpText(['--ephemeral', '--contracts', folder]));
});

afterAll(async () => {
  await stop?.();
  await rm(folder, { recursive: true, force: true });
});

/** What a shell makes of the line below an operation's heading: the status of the answer. */
async function statusOf(operation: string): Promise<string> {
  const lines = text.split('\n');
  const line = lines[lines.indexOf(`  # ${operation}`) + 1]?.trim() ?? '';
  expect(line).toMatch(/^curl /);
  const { stdout } = await promisify(execFile)('sh', ['-c', `${line} -s -o /dev/null -w '%{http_code}'`]);
  return `${stdout} ${stdout.startsWith('2') ? '' : line}`.trim();
}

describe('answered 2xx', () => {
  test.each(Object.keys(WORKING))('%s', async (name) => {
    expect(await statusOf(name)).toMatch(/^2\d\d$/);
  });
});

describe('named with the reason', () => {
  test.each(Object.entries({ ...WITHOUT_CALL, ...WITHOUT_ANSWER }))('%s', (name, { reason }) => {
    const line = text.split('\n').find((one) => one.startsWith(`  # ${name}:`));
    expect(line).toMatch(reason);
  });
});
