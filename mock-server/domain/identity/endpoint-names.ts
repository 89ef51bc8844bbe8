/** As which faults and the journal know the identity provider, beside the APIs. */
export const IDENTITY = 'identity';

/** What answers below a realm, as faults and the journal name it. */
export const ENDPOINTS = [
  ...(['discovery', 'certs', 'auth', 'login', 'token', 'userinfo', 'introspect', 'revoke'] as const),
  ...(['logout', 'login-status', '3p-cookies', 'account'] as const),
];

export type EndpointName = (typeof ENDPOINTS)[number];
