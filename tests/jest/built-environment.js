// The environment of a test file whose product is the built one, loaded once for all files of a worker.
import { TestEnvironment } from 'jest-environment-node';

/** Of these the built product makes values: a test that asks for their class is to mean the same one. */
const SHARED = { Date, Error, Map, RangeError, Set, SyntaxError };

export default class BuiltEnvironment extends TestEnvironment {
  async setup() {
    await super.setup();
    Object.assign(this.global, SHARED, { importBuilt: (url) => import(url) });
    // Jest gives tests a copy, which what was built does not see.
    this.global.process.env = process.env;
  }
}
