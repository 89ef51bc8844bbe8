// The page on which people log in: for everybody, without a script, in no frame, light and dark, narrow and wide.
import { afterAll, beforeAll, expect, jest, test } from '@jest/globals';
import type { Browser } from 'playwright-core';
import { type Listening, listening } from '../listening.ts';
import { flaws } from './accessibility.ts';
import { emptySite, launched, type Site } from './chromium.ts';

// To unpack and start a browser takes its time on a busy machine.
jest.setTimeout(120_000);

let mock: Listening;
let site: Site;
let browser: Browser;
let issuer: string;
beforeAll(async () => {
  [mock, site, browser] = await Promise.all([listening({ now: Date.now() }), emptySite(), launched()]);
  issuer = `${mock.url.replace('127.0.0.1', 'localhost')}/auth/realms/flowx`;
});
afterAll(async () => {
  await browser?.close();
  site?.close();
  await mock?.close();
});

const loginUrl = (more: Record<string, string> = {}): string =>
  `${issuer}/protocol/openid-connect/auth?${new URLSearchParams({
    client_id: 'flowx-platform-authenticate',
    redirect_uri: `${site.origin}/back`,
    response_type: 'code',
    scope: 'openid',
    code_challenge: 'a'.repeat(43),
    code_challenge_method: 'S256',
    ...more,
  })}`;

const LOOKS = (['light', 'dark'] as const).flatMap((colorScheme) =>
  [320, 1280].map((width) => ({ colorScheme, width })),
);

test.each(LOOKS)('axe finds nothing: $colorScheme, $width pixels wide', async ({ colorScheme, width }) => {
  const page = await browser.newPage({ colorScheme, viewport: { width, height: 800 } });
  await page.goto(loginUrl());
  expect(await flaws(page)).toEqual([]);
  const sideways = await page.evaluate('document.documentElement.scrollWidth > innerWidth');
  expect(sideways).toBe(false);
  if (process.env.FLOWX_MOCK_SCREENSHOTS)
    await page.screenshot({
      path: `${process.env.FLOWX_MOCK_SCREENSHOTS}/login-${colorScheme}-${width}.png`,
      fullPage: true,
    });
  await page.getByRole('button', { name: 'Sign in' }).click();
  expect(await page.getByRole('alert').textContent()).toBe('Invalid username or password.');
  expect(await flaws(page)).toEqual([]);
});

test('without a script, by keyboard alone', async () => {
  const page = await browser.newPage({ javaScriptEnabled: false });
  await page.goto(loginUrl());
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  await page.waitForURL(`${site.origin}/back?**`);
  expect(new URL(page.url()).searchParams.get('iss')).toBe(issuer);
});

test('by name and password; a user with a password of its own types it after the click', async () => {
  const page = await browser.newPage();
  await page.goto(loginUrl({ state: '"><script>alert(1)</script>', login_hint: '"><b>x' }));
  expect(await page.getByLabel('Name or e-mail address').inputValue()).toBe('"><b>x');
  await page.getByRole('button', { name: 'Dana Petrova' }).click();
  expect(await page.getByLabel('Name or e-mail address').inputValue()).toBe('dana');
  await page.getByLabel('Password').fill('dana-has-a-password');
  await page.keyboard.press('Enter');
  await page.waitForURL(`${site.origin}/back?**`);
  expect(new URL(page.url()).searchParams.get('state')).toBe('"><script>alert(1)</script>');
});

test('no other page has it in a frame', async () => {
  const page = await browser.newPage();
  await page.goto(site.origin);
  await page.setContent(`<iframe src="${loginUrl().replaceAll('&', '&amp;')}"></iframe>`);
  const [, frame] = page.frames();
  expect(frame?.url()).toMatch(/^chrome-error:/);
});

test('the page about a session has its tokens expire, and ends it', async () => {
  const page = await browser.newPage();
  await page.goto(loginUrl());
  await page.getByRole('button', { name: 'Clara Ionescu' }).click();
  await page.waitForURL(`${site.origin}/back?**`);
  await page.goto(`${issuer}/account`);
  expect(await flaws(page)).toEqual([]);
  await page.getByRole('button', { name: 'Expire the access tokens now' }).click();
  expect(await page.getByRole('status').textContent()).toBe('The access tokens have expired.');
  await page.getByRole('button', { name: 'End this session now' }).click();
  expect(await page.getByRole('heading').textContent()).toBe('Signed out');
});
