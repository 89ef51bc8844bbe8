import { UserManager } from 'oidc-client-ts';

declare const location: { origin: string };

/** A manager as applications configure it. */
export function manager(authority: string, more: Record<string, unknown> = {}): UserManager {
  return new UserManager({
    authority,
    client_id: 'flowx-platform-authenticate',
    redirect_uri: `${location.origin}/callback`,
    post_logout_redirect_uri: `${location.origin}/bye`,
    silent_redirect_uri: `${location.origin}/silent`,
    scope: 'openid profile email offline_access',
    loadUserInfo: true,
    ...more,
  });
}
