// The last line of `npm test`: the figures alone on a line, for a runner that knows no jest.
// Jest's summary always comes after every reporter of ours, so the line waits for the end of the process.
// A file that could not run at all counts as one failure: jest itself counts none of its tests.
export default class ClosingLine {
  onRunComplete(_contexts, results) {
    const failed = results.numFailedTests + results.numRuntimeErrorTestSuites;
    const skipped = results.numPendingTests + results.numTodoTests;
    const figures = [`${results.numPassedTests} passed`, `${failed} failed`];
    if (skipped > 0) figures.push(`${skipped} skipped`);
    process.once('exit', () => process.stdout.write(`\n${figures.join(', ')}\n`));
  }
}
