// oidc-client-ts in a real browser, web security on: what React and Vue applications log in with.
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, jest, test } from '@jest/globals';
import type { UserManager } from 'oidc-client-ts';
import type { Browser, Page } from 'playwright-core';
import { type Listening, listening } from '../listening.ts';
import { launched } from './chromium.ts';
import { clickUser, type FrontEnd, frontEnd } from './front-end.ts';

// To unpack and start a browser takes its time on a busy machine.
jest.setTimeout(120_000);

declare const client: { manager(authority: string, more?: Record<string, unknown>): UserManager };

let mock: Listening;
let site: FrontEnd;
let browser: Browser;
let page: Page;
let issuer: string;
beforeAll(async () => {
  const entry = fileURLToPath(new URL('./clients/oidc-client-ts.ts', import.meta.url));
  [mock, site, browser] = await Promise.all([listening({ now: Date.now() }), frontEnd(entry), launched()]);
  issuer = `${mock.url.replace('127.0.0.1', 'localhost')}/auth/realms/flowx`;
  page = await browser.newPage();
});
afterAll(async () => {
  await browser?.close();
  site?.close();
  await mock?.close();
});

const userOf = () =>
  page.evaluate(async (issuer) => {
    const user = await client.manager(issuer).getUser();
    return (
      user && { profile: user.profile, expired: user.expired, scope: user.scope, token: user.access_token }
    );
  }, issuer);

test('it logs in by one click, and has the profile and what userinfo adds', async () => {
  await page.goto(site.origin);
  await page.evaluate((issuer) => void client.manager(issuer).signinRedirect(), issuer);
  await clickUser(page, 'Anna Novak', site.origin);
  await page.evaluate(
    (issuer) =>
      client
        .manager(issuer)
        .signinRedirectCallback()
        .then(() => null),
    issuer,
  );
  expect(await userOf()).toMatchObject({
    profile: {
      preferred_username: 'anna',
      groups: ['advisors'],
      roles: ['ROLE_ENGINE_MANAGE_INSTANCE_READ'],
    },
    expired: false,
  });
});

test('it refreshes with its refresh token, and gets another one', async () => {
  const before = await userOf();
  await page.evaluate(
    (issuer) =>
      client
        .manager(issuer)
        .signinSilent()
        .then(() => null),
    issuer,
  );
  const after = await userOf();
  expect(after?.token).not.toBe(before?.token);
  expect(after?.profile).toEqual(before?.profile);
});

test('it is told of the session in a frame, without a refresh token', async () => {
  const found = await page
    .evaluate(async (issuer) => {
      const status = await client.manager(issuer, { scope: 'openid' }).querySessionStatus();
      return status && { sub: status.sub };
    }, issuer)
    .catch((error: Error) => error.message);
  // The frame comes back to /silent, which has to tell the page around it.
  expect(found).toMatchObject({ sub: (await userOf())?.profile.sub });
});

test('it revokes its tokens, and logs out', async () => {
  await page.evaluate(
    (issuer) =>
      client
        .manager(issuer)
        .revokeTokens()
        .then(() => null),
    issuer,
  );
  await page.evaluate((issuer) => void client.manager(issuer).signoutRedirect(), issuer);
  await page.waitForURL(`${site.origin}/bye**`);
  const failed = await page.evaluate(
    (issuer) =>
      client
        .manager(issuer)
        .querySessionStatus()
        .then(
          () => 'logged in',
          (error: Error) => error.message,
        ),
    issuer,
  );
  expect(failed).toBe('login_required');
});
