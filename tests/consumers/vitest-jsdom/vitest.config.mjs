export default { test: { testTimeout: 60_000, environment: 'jsdom', setupFiles: './fake-timers.mjs' } };
