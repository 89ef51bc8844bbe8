import { availableParallelism } from 'node:os';
import { isBuilt } from './build/built-from.js';

/**
 * Where `dist` was built from these very sources, the build has read and checked the data that ships: that is most of
 * what starting a stand-in takes, and nearly every test file starts one. `prepared.test.ts` holds what the build keeps
 * against the files.
 */
const PREPARED = { '/read-precompiled\\.ts$': '<rootDir>/dist/contracts/files/read-precompiled.js' };

// Native ES modules: the product is ESM, so the tests load it the way users do.
export default {
  ...(isBuilt() && { moduleNameMapper: PREPARED }),
  testEnvironment: 'node',
  extensionsToTreatAsEsm: ['.ts'],
  transform: {
    '^.+\\.ts$': [
      '@swc/jest',
      { jsc: { parser: { syntax: 'typescript' }, target: 'es2022' }, module: { type: 'es6' } },
    ],
  },
  // Much of what is tried waits for another process, a file or a browser: half as many workers again as there are cores.
  maxWorkers: Math.ceil(availableParallelism() * 1.5),
  // For busy machines: no test is to fail because others run beside it, and none is about time.
  testTimeout: 60_000,
  roots: ['<rootDir>/tests'],
  testMatch: ['**/*.test.ts'],
  modulePathIgnorePatterns: ['<rootDir>/dist/'],
  reporters: ['default', '<rootDir>/tests/closing-line.js'],
};
