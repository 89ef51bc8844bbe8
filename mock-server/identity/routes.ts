import type { EndpointName } from '../domain/identity/endpoint-names.ts';
import type { Endpoint } from './calls/call.ts';
import { account, changeAccount } from './endpoints/account.ts';
import { authorize } from './endpoints/authorize.ts';
import { certs, discovery } from './endpoints/discovery.ts';
import { introspect } from './endpoints/introspect.ts';
import { login } from './endpoints/login.ts';
import { confirmLogout, logout } from './endpoints/logout.ts';
import { revoke } from './endpoints/revoke.ts';
import { cookieTrial, cookieVerdict, statusFrame, statusInit } from './endpoints/status-frames.ts';
import { token } from './endpoints/token.ts';
import { userinfo } from './endpoints/userinfo.ts';

/** What answers at a path below a realm. */
export interface Route {
  /** As faults and the journal name it. */
  name: EndpointName;
  methods: Record<string, Endpoint>;
  /** Whether pages of other origins read the answer with a script. */
  script?: boolean;
}

const CONNECT = '/protocol/openid-connect';

/** By the path below the realm, as Keycloak spells them. */
export const ROUTES: ReadonlyMap<string, Route> = new Map<string, Route>([
  ['/.well-known/openid-configuration', { name: 'discovery', methods: { GET: discovery }, script: true }],
  [`${CONNECT}/certs`, { name: 'certs', methods: { GET: certs }, script: true }],
  [`${CONNECT}/auth`, { name: 'auth', methods: { GET: authorize, POST: authorize } }],
  ['/login-actions/authenticate', { name: 'login', methods: { POST: login } }],
  [`${CONNECT}/token`, { name: 'token', methods: { POST: token }, script: true }],
  [`${CONNECT}/token/introspect`, { name: 'introspect', methods: { POST: introspect } }],
  [`${CONNECT}/userinfo`, { name: 'userinfo', methods: { GET: userinfo, POST: userinfo }, script: true }],
  [`${CONNECT}/revoke`, { name: 'revoke', methods: { POST: revoke }, script: true }],
  [`${CONNECT}/logout`, { name: 'logout', methods: { GET: logout, POST: logout }, script: true }],
  [`${CONNECT}/logout/logout-confirm`, { name: 'logout', methods: { POST: confirmLogout } }],
  [`${CONNECT}/login-status-iframe.html`, { name: 'login-status', methods: { GET: statusFrame } }],
  [`${CONNECT}/login-status-iframe.html/init`, { name: 'login-status', methods: { GET: statusInit } }],
  [`${CONNECT}/3p-cookies/step1.html`, { name: '3p-cookies', methods: { GET: cookieTrial } }],
  [`${CONNECT}/3p-cookies/step2.html`, { name: '3p-cookies', methods: { GET: cookieVerdict } }],
  ['/account', { name: 'account', methods: { GET: account, POST: changeAccount }, script: true }],
]);
