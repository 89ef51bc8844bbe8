// Loads the module that is augmented below; whoever tests with Jest has it.
/// <reference types="expect" />
import { type DescribeOptions, describeContract as describeWith } from './describe-contract.ts';
import { findRunner } from './find-runner.ts';
import { type ContractMatchers, matchers } from './matchers.ts';

const runner = findRunner();
runner.expect.extend(matchers);

/**
 * Judges a server by its contracts: a `describe` for each operation, red when a promise of it is broken.
 * @param url of the server, or a function that gives it once it is known; it is called before the first test
 */
export function describeContract(
  url: string | (() => string | Promise<string>),
  options: DescribeOptions = {},
): void {
  describeWith(runner, url, options);
}

declare module 'expect' {
  interface Matchers<R extends void | Promise<void>, T = unknown> extends ContractMatchers<R, T> {}
}

declare global {
  // The types of Jest's globals, where they are installed, are in this namespace.
  namespace jest {
    // biome-ignore lint/complexity/noBannedTypes: declarations of one interface must agree to the letter
    interface Matchers<R, T = {}> extends ContractMatchers<R, T> {}
  }
}
