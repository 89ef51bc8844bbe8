// The service of Angular applications, in an application of Angular's that has no view.
import '@angular/compiler';
import { provideHttpClient } from '@angular/common/http';
import { provideZonelessChangeDetection } from '@angular/core';
import { createApplication } from '@angular/platform-browser';
import { type AuthConfig, OAuthService, provideOAuthClient } from 'angular-oauth2-oidc';

declare const location: { origin: string };

/** The service as the pages of its documentation configure it. */
export async function service(issuer: string, more: AuthConfig = {}): Promise<OAuthService> {
  const providers = [provideZonelessChangeDetection(), provideHttpClient(), provideOAuthClient()];
  const { injector } = await createApplication({ providers });
  const oauth = injector.get(OAuthService);
  oauth.configure({
    issuer,
    clientId: 'flowx-platform-authenticate',
    redirectUri: `${location.origin}/callback`,
    postLogoutRedirectUri: `${location.origin}/bye`,
    responseType: 'code',
    scope: 'openid profile email offline_access',
    ...more,
  });
  await oauth.loadDiscoveryDocumentAndTryLogin();
  (globalThis as { oauth?: OAuthService }).oauth = oauth;
  return oauth;
}
