// The test files that take long: an everyday run has a seeded sample of them, `npm run test:full` has them all.
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';

const root = join(import.meta.dirname, '..', '..');
/** Seconds that each takes in a worker, as `tests/jest/weigh-files.js` measured them, by path. */
const WEIGHTS = join(import.meta.dirname, 'long-files.json');
/** How many seconds of them an everyday run has, over all its workers. */
const EVERYDAY_SECONDS = 240;

/** Given, or the commit: the same files in every run on it, and others on the next. */
export const seed = process.env.FLOWX_MOCK_TEST_SEED ?? commit();

function commit() {
  try {
    return execFileSync('git', ['rev-parse', 'HEAD'], { cwd: root, stdio: ['ignore', 'pipe', 'ignore'] })
      .toString()
      .slice(0, 12);
  } catch {
    return 'no commit';
  }
}

/** Of test files, those that are quick, and of the others as many as an everyday run has time for. */
export function everyday(paths) {
  const { left } = sample();
  return paths.filter((path) => !left.has(relative(root, path).split(sep).join('/')));
}

/**
 * Which of the long files are in an everyday run, and which are left out of it.
 * @throws Error for a name in the list whose file is not there
 */
export function sample() {
  const weights = Object.entries(JSON.parse(readFileSync(WEIGHTS, 'utf8')));
  const gone = weights.map(([path]) => path).filter((path) => !existsSync(join(root, path)));
  if (gone.length > 0) throw new Error(`${WEIGHTS} names files that are not there: ${gone.join(', ')}`);
  const place = ([path]) => createHash('sha256').update(`${seed} ${path}`).digest('hex');
  const drawn = weights.sort((a, b) => (place(a) < place(b) ? -1 : 1));
  const [taken, left] = [new Set(), new Set()];
  let seconds = 0;
  for (const [path, weight] of drawn) {
    const fits = seconds + weight <= EVERYDAY_SECONDS;
    if (fits) seconds += weight;
    (fits ? taken : left).add(path);
  }
  return { taken, left };
}
