// What people see when they start the stand-in: calls to copy, each of which works.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, jest, test } from '@jest/globals';
import { OPERATION_IDS } from '../bundled-operations.ts';
import { ran } from '../served.ts';
import { startUpText } from '../start-up-text.ts';
import { needCurl, throughShell } from './curl.ts';

jest.setTimeout(60_000);

let folder: string;

beforeAll(async () => {
  await needCurl();
  folder = await mkdtemp(join(tmpdir(), 'flowx-mock-welcome-'));
});

afterAll(() => rm(folder, { recursive: true, force: true }));

/** Serves as for people, hands the start-up text over, and stops. */
async function reading(args: string[], read: (text: string) => Promise<void>): Promise<void> {
  const { text, stop } = await startUpText(args);
  try {
    await read(text);
  } finally {
    expect(await stop()).toBe('');
  }
}

/** By operation id, the line under its heading. */
function curlsOf(text: string): Record<string, string> {
  const found = [...text.matchAll(/^ {2}# (\w+)\n {2}(curl .*)$/gm)];
  return Object.fromEntries(found.map(([, operation = '', line = '']) => [operation, line]));
}

async function statuses(curls: Record<string, string>): Promise<Record<string, number>> {
  const answers: Record<string, number> = {};
  for (const [operation, line] of Object.entries(curls))
    answers[operation] = (await throughShell(line)).status;
  return answers;
}

test('in the world that ships there is one curl for each operation, and each answers 200', () =>
  reading(['--ephemeral', '--seed', 'seen'], async (text) => {
    expect(text).toContain('instances are kept: in memory only');
    expect(text).toContain('seed: seen');
    const answers = await statuses(curlsOf(text));
    expect(answers).toEqual(Object.fromEntries(OPERATION_IDS.map((operation) => [operation, 200])));
  }));

test('after init with ids of their own, users see a curl for each call that needs no instance, and each answers 200', async () => {
  const mine = join(folder, 'mine');
  const ids = ['--workspace', 'ws 1', '--application', "app'1", '--build', 'build/1'];
  const flows = ['--organization', 'org_mine', '--flow', 'my-flow', '--waits-at', 'sign'];
  const written = await ran(['init', mine, ...ids, '--process', "[X] it's mine", ...flows]);
  expect(written.code).toBe(0);
  const shown = [...written.stderr.matchAll(/^ {2}(curl .*)$/gm)].map(([, line = '']) => line);
  expect(shown).toHaveLength(2);
  await reading(['--ephemeral', '--fixtures', mine], async (text) => {
    const curls = curlsOf(text);
    const [url = ''] = /http:\/\/127\.0\.0\.1:\d+/.exec(text) ?? [];
    for (const line of shown)
      expect((await throughShell(line.replace('http://127.0.0.1:4010', url))).status).toBe(200);
    expect(await statuses(curls)).toEqual({
      startProcessByBuild: 200,
      startProcessByName: 200,
      getBuildInfo: 200,
      getBuildInfoByApplication: 200,
      executeWorkflow: 200,
      startWorkflow: 200,
    });
    for (const operation of OPERATION_IDS.filter((one) => !(one in curls)))
      expect(text).toContain(`# ${operation}: nothing in this world makes it work yet`);
  });
});

test('once an instance is kept, the next start shows the calls that need one, and they answer 200', async () => {
  const mine = join(folder, 'later');
  const data = join(folder, 'data');
  expect((await ran(['init', mine, '--waits-at', 'sign'])).code).toBe(0);
  const args = ['--fixtures', mine, '--data', data];
  await reading(args, async (text) => {
    await statuses(curlsOf(text));
  });
  await reading(args, async (text) => {
    expect(text).toContain(`instances are kept: ${data}`);
    const { completeTask, getInstance, startProcessCopyingData, getBuildInfoByProcessInstance } =
      curlsOf(text);
    for (const line of [completeTask, getInstance, startProcessCopyingData, getBuildInfoByProcessInstance])
      expect((await throughShell(String(line))).status).toBe(200);
  });
});
