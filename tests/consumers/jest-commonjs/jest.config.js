module.exports = { testTimeout: 60_000, fakeTimers: { enableGlobally: true, now: 978307200000 } };
