// docs/decisions.md tells what was decided where the documentation is silent. The table is made from the contracts:
// UPDATE_DECISIONS=1 npm test -- tests/repository/decisions-table
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import type { Api } from '../../contracts/reader/api.ts';
import { decisionsOf } from '../../contracts/reader/documented-decisions.ts';
import { bundledApis, loadApis } from '../../contracts/reader/read-api.ts';
import { decisionsTable } from './decisions-table.ts';
import { root } from './project-files.ts';

const PAGE = join(root, 'docs/decisions.md');
const SECTION = /(<!-- decisions -->\n)([\s\S]*?)(<!-- \/decisions -->)/;

const apis = loadApis([bundledApis()]);

test('the table in docs/decisions.md is that of the contracts', () => {
  const table = decisionsTable(apis);
  const page = readFileSync(PAGE, 'utf8');
  if (process.env.UPDATE_DECISIONS === '1')
    writeFileSync(
      PAGE,
      page.replace(SECTION, (_, begin, __, end) => `${begin}\n${table}\n\n${end}`),
    );
  expect(readFileSync(PAGE, 'utf8').match(SECTION)?.[2]?.trim()).toBe(table);
});

test.each(apis)('$name: each decision has a note that can stand alone, and pages', (api: Api) => {
  const decisions = decisionsOf(api);
  expect(decisions.length).toBeGreaterThan(Math.min(10, 3 * api.operations.length));
  for (const { note, source, topic, status } of decisions) {
    expect(note).toMatch(/^\S.+\.$/);
    expect(topic.length).toBeLessThan(60);
    expect(source.length).toBeGreaterThan(0);
    expect(status).not.toBe('documented');
  }
});

test('no decision is told twice with different statuses', () => {
  for (const api of apis) {
    const told = decisionsOf(api).map(({ topic, note }) => `${topic}: ${note}`);
    expect(new Set(told).size).toBe(told.length);
  }
});
