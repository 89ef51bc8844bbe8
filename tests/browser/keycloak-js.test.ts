// keycloak-js in a real browser, web security on, with its frames: the adapter that Angular and React templates have.
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, jest, test } from '@jest/globals';
import type Keycloak from 'keycloak-js';
import type { KeycloakInitOptions } from 'keycloak-js';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { type Listening, listening } from '../listening.ts';
import { until } from '../until.ts';
import { launched } from './chromium.ts';
import { clickUser, type FrontEnd, frontEnd } from './front-end.ts';

// To unpack and start a browser takes its time on a busy machine.
jest.setTimeout(120_000);

declare const client: { begun(url: string, options?: KeycloakInitOptions): Promise<Keycloak> };
declare const keycloak: Keycloak;

let mock: Listening;
let site: FrontEnd;
let browser: Browser;
let context: BrowserContext;
let page: Page;
let url: string;
beforeAll(async () => {
  const entry = fileURLToPath(new URL('./clients/keycloak-js.ts', import.meta.url));
  [mock, site, browser] = await Promise.all([listening({ now: Date.now() }), frontEnd(entry), launched()]);
  url = `${mock.url.replace('127.0.0.1', 'localhost')}/auth`;
  context = await browser.newContext();
  page = await context.newPage();
});
afterAll(async () => {
  await browser?.close();
  site?.close();
  await mock?.close();
});

/** What a page knows once the adapter has begun. */
const begin = (on: Page, options: KeycloakInitOptions) =>
  on.evaluate(
    async ([url, options]) => {
      const { authenticated, tokenParsed } = await client.begun(url, options);
      return { authenticated, user: tokenParsed?.preferred_username as string | undefined };
    },
    [url, options] as const,
  );

test('nobody is logged in at first, which it finds out by itself', async () => {
  await page.goto(site.origin);
  expect(await begin(page, { onLoad: 'check-sso', silentCheckSsoRedirectUri: `${site.origin}/sso` })).toEqual(
    {
      authenticated: false,
      user: undefined,
    },
  );
  const { journal } = await mock.simulation.worlds.default();
  const answered = journal.all().map(({ operationId, status }) => `${operationId} ${status}`);
  // The frame that tries cookies out is there, so that nobody waits ten seconds for it.
  expect(answered).toEqual(expect.arrayContaining(['3p-cookies 303', '3p-cookies 200', 'login-status 200']));
});

test('it logs in by one click, loads the profile, and refreshes', async () => {
  await page.evaluate(() => void keycloak.login());
  await clickUser(page, 'Ben Okafor', site.origin);
  expect(await begin(page, { onLoad: 'check-sso' })).toEqual({ authenticated: true, user: 'ben' });
  const profile = await page.evaluate(() => keycloak.loadUserProfile());
  expect(profile).toMatchObject({ username: 'ben', email: 'ben@flowx.example' });
  const tokens = await page.evaluate(async () => {
    const before = keycloak.token;
    return { refreshed: await keycloak.updateToken(-1), same: before === keycloak.token };
  });
  expect(tokens).toEqual({ refreshed: true, same: false });
});

test('another tab finds the login by itself, and notices when it is ended elsewhere', async () => {
  const tab = await context.newPage();
  await tab.goto(site.origin);
  const options: KeycloakInitOptions = {
    onLoad: 'check-sso',
    silentCheckSsoRedirectUri: `${site.origin}/sso`,
    checkLoginIframeInterval: 1,
  };
  expect(await begin(tab, options)).toEqual({ authenticated: true, user: 'ben' });
  const records = mock.simulation.identity.records.of(await mock.simulation.worlds.default());
  records.sessions.clear();
  await until(() => tab.evaluate(() => !keycloak.authenticated));
  await tab.close();
});

test('a refused refresh makes it forget its tokens', async () => {
  const after = await page.evaluate(async () => {
    const failed = await keycloak.updateToken(-1).then(
      () => 'refreshed',
      () => 'refused',
    );
    return { failed, authenticated: keycloak.authenticated, token: keycloak.token };
  });
  expect(after).toEqual({ failed: 'refused', authenticated: false, token: undefined });
});

test('it logs out, without a question', async () => {
  await page.goto(site.origin);
  await begin(page, {});
  await page.evaluate(() => void keycloak.login());
  await clickUser(page, 'Anna Novak', site.origin);
  expect(await begin(page, {})).toMatchObject({ authenticated: true });
  await page.evaluate((to) => void keycloak.logout({ redirectUri: to }), `${site.origin}/bye`);
  await page.waitForURL(`${site.origin}/bye`);
  expect(
    await begin(page, { onLoad: 'check-sso', silentCheckSsoRedirectUri: `${site.origin}/sso` }),
  ).toMatchObject({ authenticated: false });
});
