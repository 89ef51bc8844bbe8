// angular-oauth2-oidc in a real browser, web security on: strict about the discovery document and about dates.
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, jest, test } from '@jest/globals';
import type { AuthConfig, OAuthService } from 'angular-oauth2-oidc';
import type { Browser, Page } from 'playwright-core';
import { claimsOf } from '../identity/by-hand.ts';
import { type Listening, listening } from '../listening.ts';
import { launched } from './chromium.ts';
import { clickUser, type FrontEnd, frontEnd } from './front-end.ts';

// To unpack and start a browser takes its time on a busy machine.
jest.setTimeout(120_000);

declare const client: { service(issuer: string, more?: AuthConfig): Promise<OAuthService> };
declare const oauth: OAuthService;

let mock: Listening;
let site: FrontEnd;
let browser: Browser;
let page: Page;
let issuer: string;
beforeAll(async () => {
  const entry = fileURLToPath(new URL('./clients/angular-oauth2-oidc.ts', import.meta.url));
  [mock, site, browser] = await Promise.all([listening({ now: Date.now() }), frontEnd(entry), launched()]);
  issuer = `${mock.url.replace('127.0.0.1', 'localhost')}/auth/realms/flowx`;
  page = await browser.newPage();
});
afterAll(async () => {
  await browser?.close();
  site?.close();
  await mock?.close();
});

async function loggedIn(as: string): Promise<unknown> {
  await page.goto(site.origin);
  await page.evaluate((issuer) => client.service(issuer).then((oauth) => oauth.initCodeFlow()), issuer);
  await clickUser(page, as, site.origin);
  return page.evaluate((issuer) => client.service(issuer).then((oauth) => oauth.getIdentityClaims()), issuer);
}

test('it logs in, asks for the user and refreshes', async () => {
  expect(await loggedIn('Ben Okafor')).toMatchObject({ preferred_username: 'ben' });
  const done = await page.evaluate(async () => {
    const profile = await oauth.loadUserProfile();
    const before = oauth.getAccessToken();
    await oauth.refreshToken();
    return { profile, fresh: oauth.getAccessToken() !== before, valid: oauth.hasValidAccessToken() };
  });
  expect(done).toMatchObject({ profile: { info: { roles: expect.any(Array) } }, fresh: true, valid: true });
});

test('it revokes both tokens and logs out', async () => {
  await page.evaluate(() => void oauth.revokeTokenAndLogout());
  await page.waitForURL(`${site.origin}/bye**`);
});

test('in a world that is far from the host, it takes the ID token, and the APIs judge the access token', async () => {
  mock.time.now = Date.parse('2031-01-01T00:00:00Z');
  // What the browser's clock says stays what it is: the ID token has the host's dates, which stand still in this test.
  mock.simulation.identity.host = () => Date.now();
  expect(await loggedIn('Anna Novak')).toMatchObject({ preferred_username: 'anna' });
  const token = await page.evaluate(() => oauth.getAccessToken());
  expect(claimsOf(token).iat).toBe(mock.time.now / 1000);
});
