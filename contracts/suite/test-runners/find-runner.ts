import { createRequire } from 'node:module';
import { Mistake } from '../../files/mistake.ts';

/** What is used of Jest. */
export interface TestFramework {
  describe(name: string, define: () => void): void;
  test(name: string, run: () => void | Promise<void>): void;
  beforeAll(prepare: () => Promise<void>, timeout: number): void;
  expect: { extend(matchers: object): void };
}

/**
 * Jest's functions: its globals, or the module that has them where `injectGlobals` is off.
 * @throws Mistake outside of a test of Jest
 */
export function findRunner(): TestFramework {
  const globals = globalThis as Partial<TestFramework>;
  if (globals.describe && globals.test && globals.beforeAll && globals.expect)
    return globals as TestFramework;
  try {
    // Jest itself answers for this name, and `require` is there in tests of either module system.
    return createRequire(import.meta.url)('@jest/globals') as TestFramework;
  } catch {
    throw new Mistake([{ text: 'flowx-mock/jest works inside a test file that Jest runs' }]);
  }
}
