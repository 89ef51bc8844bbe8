module.exports = {
  fakeTimers: { enableGlobally: true, now: 978307200000 },
  transform: { '\\.ts$': '@swc/jest' },
};
