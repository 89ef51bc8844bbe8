export default { test: { environment: 'jsdom', setupFiles: './fake-timers.mjs' } };
