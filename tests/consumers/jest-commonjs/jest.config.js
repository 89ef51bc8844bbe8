module.exports = { fakeTimers: { enableGlobally: true, now: 978307200000 } };
