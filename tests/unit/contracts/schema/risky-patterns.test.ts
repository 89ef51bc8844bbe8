import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { bundledFixtures } from '../../../../contracts/reader/fixtures.ts';
import { isRisky } from '../../../../contracts/schema/risky-patterns.ts';
import { createMock } from '../../../../mock-server/in-process/create-mock.ts';
import { ownFixtures } from '../../../own-fixtures.ts';

test.each([
  '^(a+)+$',
  '(\\w+\\s?)*$',
  '(a*)*',
  '^(?:[a-z]+|[0-9])+$',
  '((a+)+b)',
  '([^x]+){2,}',
  '^((ab)*)+$',
])('%s may take longer than anybody waits', (pattern) => expect(isRisky(pattern)).toBe(true));

test.each([
  '^[a-z]+$',
  '^([a-z]+\\.)+[a-z]+$',
  '^\\d{4}-\\d{2}$',
  '(ab+c)*',
  '^(a|b)+$',
  '\\S',
  '[(a+)+]',
  '\\(a+\\)+',
  '^(?=.*x)a+$',
  '(a+)?',
  '^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$',
])('%s does not', (pattern) => expect(isRisky(pattern)).toBe(false));

test('one in the schema of start data is told at the start, with file and line', async () => {
  const catalogue = readFileSync(join(bundledFixtures(), 'flowx', 'catalogue.yaml'), 'utf8');
  const changed = catalogue.replace('format: email }', () => "format: email, pattern: '^(a+)+$' }");
  expect(changed).not.toBe(catalogue);
  const told: string[] = [];
  const fixtures = ownFixtures({ 'flowx/catalogue.yaml': changed });
  await using mock = await createMock({ fixtures, tell: (text) => told.push(text) });
  expect(mock.url).toContain('http');
  expect(told.filter((text) => /catalogue\.yaml:\d+.*\^\(a\+\)\+\$/.test(text)).length).toBe(1);
});
