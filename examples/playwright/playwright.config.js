import { defineConfig } from '@playwright/test';

// A Chromium of one's own instead of the one that "npx playwright install chromium" brings.
const { CHROMIUM, CHROMIUM_ARGS = '' } = process.env;
const own = { executablePath: CHROMIUM, args: CHROMIUM_ARGS.split(' ') };

export default defineConfig({
  testMatch: '*.spec.js',
  reporter: 'line',
  use: { launchOptions: CHROMIUM ? own : {} },
});
