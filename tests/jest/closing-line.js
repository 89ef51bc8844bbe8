// The last line of `npm test`: the figures alone on a line, for a runner that knows no jest.
// Jest's summary always comes after every reporter of ours, so the line waits for the end of the process.
// A file that could not run at all counts as one failure: jest itself counts none of its tests.
import { sample, seed } from './long-files.js';

export default class ClosingLine {
  constructor({ filter, skipFilter }) {
    this.sampled = filter !== undefined && !skipFilter;
  }

  onRunComplete(_contexts, results) {
    const failed = results.numFailedTests + results.numRuntimeErrorTestSuites;
    const skipped = results.numPendingTests + results.numTodoTests;
    const figures = [`${results.numPassedTests} passed`, `${failed} failed`];
    if (skipped > 0) figures.push(`${skipped} skipped`);
    const lines = this.sampled ? [leftOut(), figures.join(', ')] : [figures.join(', ')];
    process.once('exit', () => process.stdout.write(`\n${lines.join('\n')}\n`));
  }
}

function leftOut() {
  const { taken, left } = sample();
  const all = taken.size + left.size;
  return `Of ${all} files that take long this was a sample of ${taken.size} (FLOWX_MOCK_TEST_SEED=${seed}); npm run test:full runs all.`;
}
