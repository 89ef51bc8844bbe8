// A snapshot that is wrong is refused with place and reason, and nothing is changed by it.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Snapshot } from '../../../mock-server/domain/snapshots/snapshot.ts';
import { createMock, type Mock } from '../../../mock-server/in-process/create-mock.ts';
import { full } from '../../full.ts';
import { scratchFolder } from '../../own-fixtures.ts';
import { wrongSnapshots } from './wrong-snapshots.ts';

const folder = scratchFolder();
let mock: Mock;
let text: string;
beforeAll(async () => {
  mock = await createMock({ seed: 42, now: '2026-11-24T10:00:00Z', story: 'loans:2', data: folder });
  await mock.clock.freeze();
  await mock.snapshots.save('whole');
  text = readFileSync(join(folder, 'snapshots', 'whole.json'), 'utf8');
});
afterAll(() => mock.close());

async function call(
  method: string,
  path: string,
  body?: unknown,
): Promise<{ status: number; detail: string }> {
  const headers = { 'content-type': 'application/json' };
  const sent = body === undefined ? {} : { headers, body: JSON.stringify(body) };
  const answer = await fetch(`${mock.url}/__admin/snapshots/${path}`, { method, ...sent });
  const told = await answer.text();
  return { status: answer.status, detail: '', ...(told !== '' && (JSON.parse(told) as object)) };
}

test('more than a hundred wrong ones, each refused where it is wrong', async () => {
  const before = await mock.snapshot();
  const all = wrongSnapshots(JSON.parse(text) as Snapshot);
  expect(all.length).toBeGreaterThan(100);
  const passed: string[] = [];
  // A few of each kind every day; the whole takes some seconds.
  for (const { what, pointer, seen, file } of all.filter(
    (_, index) => full || index % 4 === 0 || index > all.length - 9,
  )) {
    const kept = await call('PUT', 'wrong', file);
    const refused = seen === 'kept' ? kept : await call('POST', 'wrong/load');
    if (refused.status !== (seen === 'kept' ? 400 : 409) || !refused.detail.includes(pointer))
      passed.push(`${what}: ${refused.status} ${refused.detail}`);
    await call('DELETE', 'wrong');
  }
  expect(passed).toEqual([]);
  expect(await mock.snapshot()).toEqual(before);
});

const half = (): number => text.indexOf('"version"');
test.each([
  ['torn', () => text.slice(0, half()), /snapshot wrong:\d+/],
  ['empty', () => '', /snapshot wrong:1.*no JSON/],
  ['another kind of file', () => 'format: 1\nseed: x\n', /snapshot wrong:1.*no JSON/],
  ['left half merged', () => text.replace('    "', '<<<<<<< HEAD\n    "'), /snapshot wrong:\d+/],
  [
    'with an instance twice',
    () => text.replace(/( {4}"[^"]+": \{\n[\s\S]*?\n {4}\}),\n/, '$1,\n$1,\n'),
    /:\d+.*twice/,
  ],
  ['with a member twice', () => text.replace(/( +"process": .*\n)/, '$1$1'), /:\d+.*\/process.*twice/],
  [
    'with a number that no double is',
    () => text.replace(/"sequence": \d+/, '"sequence": 12345678901234567'),
    /:\d+.*12345678901234567/,
  ],
])('one on the disk that is %s is refused with its line', async (_, change, reason) => {
  const before = await mock.snapshot();
  const changed = change();
  expect(changed).not.toBe(text);
  writeFileSync(join(folder, 'snapshots', 'wrong.json'), changed);
  const { status, detail } = await call('POST', 'wrong/load');
  expect([status, detail]).toEqual([409, expect.stringMatching(reason)]);
  expect(await mock.snapshot()).toEqual(before);
});

test('line ends of Windows, and a mark of byte order, do no harm', async () => {
  const before = await mock.snapshot();
  writeFileSync(join(folder, 'snapshots', 'windows.json'), `\uFEFF${text.replaceAll('\n', '\r\n')}`);
  await mock.snapshots.load('windows');
  expect(await mock.snapshot()).toEqual(before);
  expect(await mock.snapshots.diff('windows')).toEqual([]);
  await mock.snapshots.save('windows');
  expect(readFileSync(join(folder, 'snapshots', 'windows.json'), 'utf8')).toBe(text);
});
