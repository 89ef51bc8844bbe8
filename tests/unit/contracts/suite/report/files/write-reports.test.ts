import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from '@jest/globals';
import { Mistake } from '../../../../../../contracts/files/mistake.ts';
import { reportFiles, writeReports } from '../../../../../../contracts/suite/report/files/write-reports.ts';
import { threeViolations } from '../../reporters/made-up.ts';

const folder = mkdtempSync(join(tmpdir(), 'flowx-mock-reports-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test('every format is written to its file; folders are made, and nothing else is left', async () => {
  const files = ['junit.xml', 'ctrf.json', 'report.html', 'report.sarif', 'report.json'];
  const [junit, ctrf, html, sarif, json] = files.map((file) => join(folder, 'deep', 'down', file));
  await writeReports(
    threeViolations(),
    `junit=${junit},ctrf=${ctrf},html=${html},sarif=${sarif},json=${json}`,
  );
  const beginnings = files.map((file) =>
    readFileSync(join(folder, 'deep', 'down', file), 'utf8').slice(0, 16),
  );
  expect(beginnings).toEqual(
    [
      '<?xml version="1.',
      '{\n  "reportFormat',
      '<!doctype html>\n<',
      '{\n  "$schema": "h',
      '{\n  "$schema": "h',
    ].map((text) => text.slice(0, 16)),
  );
  expect(readdirSync(join(folder, 'deep', 'down')).sort()).toEqual([...files].sort());
});

test('a file that is there is replaced', async () => {
  const file = join(folder, 'old.json');
  writeFileSync(file, 'old');
  await writeReports(threeViolations(), `json=${file}`);
  expect(JSON.parse(readFileSync(file, 'utf8')).seed).toBe('42');
});

test.each([
  ['pdf=a.pdf', 'no format "pdf"'],
  ['a.xml', 'no format "a.xml"'],
  ['', 'no format ""'],
  ['junit=a.xml,pdf=b.pdf', 'no format "pdf"'],
  ['toString=a', 'no format "toString"'],
  ['junit=', '--report junit needs a file'],
  ['junit=a,json=./a', '--report names ./a twice'],
])('%p is a mistake that says what there is', async (spec, text) => {
  const told = await writeReports(threeViolations(), spec).catch((error: unknown) => error);
  expect(told).toBeInstanceOf(Mistake);
  expect((told as Mistake).message).toContain(text);
  expect((told as Mistake).message).toMatch(/There are junit, ctrf, html, sarif, json|a file of its own/);
});

test('a file that cannot be written is a mistake that names it, and leaves nothing half done', async () => {
  const taken = join(folder, 'taken');
  mkdirSync(join(taken, 'inside'), { recursive: true });
  const told = await writeReports(threeViolations(), `junit=${taken}`).catch((error: unknown) => error);
  expect(told).toBeInstanceOf(Mistake);
  expect((told as Mistake).message).toContain(`the junit report cannot be written to ${taken}`);
  expect(readdirSync(folder).filter((name) => name.includes('unfinished'))).toEqual([]);
  const below = join(folder, 'old.json', 'below.xml');
  await expect(writeReports(threeViolations(), `junit=${below}`)).rejects.toThrow(Mistake);
});

test('a comma may be part of a file name', () => {
  expect(reportFiles('junit=a,b.xml,json=c.json')).toEqual([
    { format: 'junit', file: 'a,b.xml' },
    { format: 'json', file: 'c.json' },
  ]);
});
