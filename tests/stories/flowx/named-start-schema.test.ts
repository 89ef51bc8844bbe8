// A start schema that has an $id, as schemas that are published somewhere do.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { bundledFixtures } from '../../../contracts/reader/fixtures.ts';
import { type InProcess, inProcess } from '../../in-process.ts';
import { ownFixtures } from '../../own-fixtures.ts';
import { replaceFile, watching } from '../watch/watched.ts';
import { byName, post } from './calls.ts';

const CATALOGUE = 'flowx/catalogue.yaml';
const text = readFileSync(join(bundledFixtures(), CATALOGUE), 'utf8');
const named = text.replace(/( +)startSchema:\n/, '$&$1  $$id: https://example.com/loan\n');

const started = async (target: InProcess['app'] | string, process: string) =>
  (await post(target, byName({ process }))).status;

test('it still judges after something was learned', async () => {
  const { app } = await inProcess({ learning: true, fixtures: ownFixtures({ [CATALOGUE]: named }) });
  expect(await started(app, 'loan_application')).toBe(400);
  expect(await started(app, 'never heard of')).toBe(200);
  expect(await started(app, 'loan_application')).toBe(400);
});

test('it is watched, and taken over when something changes', async () => {
  const folder = ownFixtures({ [CATALOGUE]: named });
  const mock = await watching(['--fixtures', folder], folder);
  try {
    replaceFile(join(folder, CATALOGUE), named.replace('required: [customerEmail, loanAmount]', ''));
    await mock.says(`taken over: ${CATALOGUE}`);
    expect(await started(mock.process.url, 'loan_application')).toBe(200);
  } finally {
    await mock.process.end();
  }
});
