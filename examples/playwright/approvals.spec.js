import { expect as plain, test } from '@playwright/test';
import { connect } from 'flowx-mock';
import { matchers } from 'flowx-mock/matchers';
import { startApp } from './app.js';

const expect = plain.extend(matchers);

let app;
test.beforeAll(async () => {
  app = await startApp();
});
test.afterAll(() => app.close());

// Each test has a world of its own, so that they can run side by side on the stand-in of `flowx-mock exec`.
let world;
test.beforeEach(async ({ page }, { testId }) => {
  world = connect().world(testId);
  await page.addInitScript((url) => {
    window.BASE_URL = url;
  }, world.url);
  await page.goto(app.url);
});

test('asks for approval', async ({ page }) => {
  await page.getByRole('button').click();
  await expect(page.getByRole('status')).toHaveText(/^Asked: inst_/);
  await expect(world).toHaveReceived('executeWorkflow', { bodyContains: { data: { order: 7 } }, times: 1 });

  await world.clock.freeze();
  await world.clock.advance('PT1H');
  const runs = await world.instances.list({ process: 'your-flow-uuid', state: 'approval-step' });
  expect(runs.map(({ data }) => data.order)).toContain(7);
});

test('says so when the workflow is out of order', async ({ page }) => {
  await world.faults.set({ operationId: 'executeWorkflow', code: 503 });
  await page.getByRole('button').click();
  await expect(page.getByRole('status')).toHaveText('Try again later');
});
