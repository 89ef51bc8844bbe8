// Which test files take long, from what `npm run test:full -- --json --outputFile=FILE` wrote on a machine with nothing
// beside it: `node tests/jest/weigh-files.js FILE`.
import { readFileSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';

const LONG_SECONDS = 5;
const root = join(import.meta.dirname, '..', '..');

const { testResults } = JSON.parse(readFileSync(process.argv[2], 'utf8'));
const weights = testResults
  .map(({ name, startTime, endTime }) => [relative(root, name), Math.round((endTime - startTime) / 1000)])
  .filter(([, seconds]) => seconds >= LONG_SECONDS)
  .sort(([a], [b]) => (a < b ? -1 : 1));
writeFileSync(
  join(import.meta.dirname, 'long-files.json'),
  `${JSON.stringify(Object.fromEntries(weights), null, 2)}\n`,
);
