import { availableParallelism } from 'node:os';
import { isBuilt } from './build/built-from.js';

const built = isBuilt();
const TYPESCRIPT = {
  '^.+\\.ts$': [
    '@swc/jest',
    { jsc: { parser: { syntax: 'typescript' }, target: 'es2022' }, module: { type: 'es6' } },
  ],
};
const PRODUCT = `^${import.meta.dirname}/(contracts|mock-server)`;

// Native ES modules: the product is ESM, so the tests load it the way users do.
const SHARED = {
  extensionsToTreatAsEsm: ['.ts'],
  testEnvironment: 'node',
  modulePathIgnorePatterns: ['<rootDir>/dist/'],
};

/** Tests of one part: of its sources, as they are. What the build has prepared of the data that ships is not read again. */
const UNIT = {
  ...SHARED,
  testMatch: ['<rootDir>/tests/unit/**/*.test.ts'],
  transform: TYPESCRIPT,
  ...(built && {
    moduleNameMapper: { '/read-precompiled\\.ts$': '<rootDir>/dist/contracts/files/read-precompiled.js' },
  }),
};

/**
 * Tests of the whole: of what was built, where `dist` was built from these very sources. What runs inside of Jest for
 * users is Jest's to load here, too.
 */
const WHOLE = {
  ...SHARED,
  testMatch: ['<rootDir>/tests/!(unit)/**/*.test.ts'],
  transform: {
    ...(built && {
      [`${PRODUCT}/(?!.*test-runners/).*\\.ts$`]: '<rootDir>/tests/jest/built-transform.js',
    }),
    ...TYPESCRIPT,
  },
  ...(built && { testEnvironment: '<rootDir>/tests/jest/built-environment.js' }),
};

export default {
  projects: [UNIT, WHOLE],
  // Much of what is tried waits for another process, a file or a browser: half as many workers again as there are cores.
  maxWorkers: Math.ceil(availableParallelism() * 1.5),
  // For busy machines: no test is to fail because others run beside it, and none is about time.
  testTimeout: 60_000,
  // Whoever names files means them.
  ...(process.argv.slice(2).every((word) => word.startsWith('-')) && {
    filter: '<rootDir>/tests/jest/everyday-filter.cjs',
  }),
  reporters: ['default', '<rootDir>/tests/jest/closing-line.js'],
};
