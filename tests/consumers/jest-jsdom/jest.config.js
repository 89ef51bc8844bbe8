module.exports = { testTimeout: 60_000, testEnvironment: 'jsdom' };
