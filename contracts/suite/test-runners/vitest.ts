// Loads the module that is augmented below, in the declarations that are built too; whoever tests with Vitest has it.
/// <reference types="vitest" preserve="true" />
import { Mistake } from '../../files/mistake.ts';
import { type ContractMatchers, matchers } from './matchers.ts';

/** What is used of Vitest. */
interface Vitest {
  expect: { extend(matchers: object): void };
}

// The package need not be installed where others of ours are used, so nothing may resolve it sooner.
const name = 'vitest';
const { expect } = (await import(name).catch(() => {
  throw new Mistake([{ text: 'flowx-mock/vitest works inside a test file that Vitest runs' }]);
})) as Vitest;
expect.extend(matchers);

declare module 'vitest' {
  // biome-ignore lint/suspicious/noExplicitAny: declarations of one interface must agree to the letter
  interface Assertion<T = any> extends ContractMatchers<void, T> {}
}
