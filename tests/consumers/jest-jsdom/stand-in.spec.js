// The environment of a browser, in which much of Node's global scope is missing or another.
const { mkdtempSync, rmSync } = require('node:fs');
const { tmpdir } = require('node:os');
const { join } = require('node:path');
const { createMock } = require('flowx-mock');
require('flowx-mock/jest');
const { story } = require('../story.cjs');

beforeEach(() => jest.useFakeTimers({ now: 978307200000 }));

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
