// CommonJS as Jest runs it without a flag, in faked time from the first line on.
const { mkdtempSync, rmSync } = require('node:fs');
const { tmpdir } = require('node:os');
const { join } = require('node:path');
const { createMock } = require('flowx-mock');
require('flowx-mock/jest');
const { story } = require('../story.cjs');

describe.each([
  ['in memory', false],
  ['with a data folder', true],
])('%s', (_, durable) => {
  const folder = mkdtempSync(join(tmpdir(), 'flowx-mock-consumer-'));
  afterAll(() => rmSync(folder, { recursive: true }));

  test('a stand-in lives in real time, and ends', async () => {
    const before = Date.now();
    const mock = await createMock(durable ? { data: join(folder, 'data') } : {});
    expect(await story(mock)).toBeGreaterThan(2001);
    await expect(mock).toHaveReceived('executeWorkflow', { times: 1 });
    await mock.close();
    expect(Date.now()).toBe(before);
  });
});

test('one class for all', async () => {
  const mock = await createMock();
  expect(mock).toBeInstanceOf(require('flowx-mock').Mock);
  await mock.close();
  const { verify } = require('flowx-mock/verify');
  await expect(verify({ url: 'nowhere' })).rejects.toThrow();
});
