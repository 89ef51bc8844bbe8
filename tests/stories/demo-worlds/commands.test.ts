import { writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { expect, test } from '@jest/globals';
import { run } from '../../../mock-server/cli/program.ts';
import { createMock } from '../../../mock-server/in-process/create-mock.ts';
import { scratchFolder } from '../../own-fixtures.ts';
import { listen } from '../../verified.ts';

async function command(...argv: string[]): Promise<{ code: number; out: string; err: string }> {
  const [stdout, stderr] = [new PassThrough(), new PassThrough()];
  const { signal } = new AbortController();
  const code = await run(argv, { env: {}, stdin: process.stdin, stdout, stderr, signal });
  return { code, out: String(stdout.read() ?? ''), err: String(stderr.read() ?? '') };
}

test('the three commands of the page: fill, keep, bring back', async () => {
  await using mock = await createMock({ seed: 42, story: 'onboarding:10' });
  const into = ['--into', mock.url];
  expect((await command('snapshot', 'save', 'before', ...into)).code).toBe(0);
  expect((await command('snapshot', 'diff', 'before', ...into)).out).toBe('no difference\n');
  const seeded = await command('seed', '--story', 'support', '--count', '6', ...into);
  expect([seeded.code, seeded.out]).toEqual([
    0,
    expect.stringContaining('support: 6 added, 0 of 6 there already'),
  ]);
  expect((await command('snapshot', 'diff', 'before', ...into)).code).toBe(1);
  expect((await command('snapshot', 'load', 'before', ...into)).code).toBe(0);
  expect((await command('snapshot', 'diff', 'before', ...into)).code).toBe(0);
});

test('a file from a colleague is loaded as it is', async () => {
  await using mock = await createMock({ seed: 42, story: 'onboarding:10' });
  await command('snapshot', 'save', 'mine', '--into', mock.url);
  const { out } = await command('snapshot', 'show', 'mine', '--into', mock.url);
  const file = join(scratchFolder(), 'theirs.json');
  writeFileSync(file, out.replaceAll('\n', '\r\n'));
  await using other = await createMock({ seed: 7 });
  expect((await command('snapshot', 'load', file, '--into', other.url)).out).toContain(
    'loaded theirs: 10 instances',
  );
});

test('a data folder on which none runs is filled, kept and brought back as well', async () => {
  const folder = join(scratchFolder(), 'new');
  const [into, from] = [
    ['--into', folder],
    ['--from', folder],
  ];
  expect((await command('seed', '--story', 'support', '--count', '3', ...into)).out).toContain('3 added');
  expect((await command('snapshot', 'save', 'before', ...from)).code).toBe(0);
  await command('seed', '--story', 'support', '--count', '5', ...into);
  expect((await command('snapshot', 'diff', 'before', ...from)).code).toBe(1);
  expect((await command('snapshot', 'load', 'before', ...into)).code).toBe(0);
  expect((await command('snapshot', 'diff', 'before', ...from)).out).toBe('no difference\n');
  await using mock = await createMock({ data: folder });
  expect(mock.url).toContain('http');
  const held = await command('snapshot', 'list', ...into);
  expect([held.code, held.err]).toEqual([2, expect.stringContaining('uses it')]);
});

test('a value that is set is taken as JSON, or else as text', async () => {
  await using mock = await createMock({ seed: 42 });
  const set = ['--set', '/termMonths=12', '--set', '/purpose=a boat'];
  await command('seed', '--story', 'loans', '--count', '2', ...set, '--into', mock.url);
  const { items } = (await (await fetch(`${mock.url}/__admin/instances?process=consumer_loan`)).json()) as {
    items: { data: Record<string, unknown> }[];
  };
  expect(items.map(({ data }) => [data.termMonths, data.purpose])).toEqual([
    [12, 'a boat'],
    [12, 'a boat'],
  ]);
});

test.each([
  [['seed'], 2, 'which story?'],
  [['seed', '--story', 'loans', '--dry-run', '--into', './nowhere'], 2, 'there is no folder ./nowhere'],
  [['snapshot', 'save', 'x', '--from', './nowhere'], 2, 'there is no folder ./nowhere'],
  [['instances', 'delete'], 2, 'which ones?'],
  [['instances', 'delete', 'x', '--where', '/a=b'], 2, 'which ones?'],
  [['snapshot', 'keep', 'x'], 2, 'there is save, load'],
  [['snapshot', 'save'], 2, 'which one?'],
  [['snapshot', 'list', '--into', 'http://127.0.0.1:9'], 3, 'Start one with "flowx-mock serve"'],
])('%j ends with %i', async (argv, code, text) => {
  const { code: ended, err } = await command(...argv);
  expect([ended, err]).toEqual([code, expect.stringContaining(text)]);
});

test('a server that is no stand-in is told as that, with what fills it', async () => {
  const other = await listen(createServer((_, res) => res.writeHead(404).end('nothing here')));
  const { code, err } = await command('seed', '--story', 'loans', '--into', other.url);
  expect([code, err]).toEqual([2, expect.stringMatching(/is it a flowx-mock\?.*\n.*--targets FILE/)]);
  const stray = await command(
    'seed',
    '--story',
    'loans',
    '--into',
    other.url,
    '--rate',
    '3',
    '--allow-writes',
  );
  expect([stray.code, stray.err]).toEqual([
    2,
    expect.stringContaining('--allow-writes and --rate: only into'),
  ]);
  await other.close();
});
