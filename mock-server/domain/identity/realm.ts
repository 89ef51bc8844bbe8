import type { Data } from '../values/process-data.ts';

/** How clients may come by tokens. */
export const GRANTS = ['authorization_code', 'refresh_token', 'client_credentials', 'password'] as const;

export type Grant = (typeof GRANTS)[number];

/** How long things last, in milliseconds of the world. */
export interface Lifetimes {
  accessToken: number;
  /** A login that nobody uses. */
  sessionIdle: number;
  /** A login, however much it is used. */
  sessionMax: number;
  /** A refresh token of `offline_access` that nobody uses. */
  offlineIdle: number;
  code: number;
  /** A login page. */
  loginPage: number;
}

/** An application that logs users in. */
export interface Client {
  id: string;
  /** Undefined: public, it cannot keep one. */
  secret: string | undefined;
  redirectUris: readonly string[];
  /** `+` stands for the redirect URIs. */
  postLogoutRedirectUris: readonly string[];
  /** `+` stands for the origins of the redirect URIs, `*` for all. */
  webOrigins: readonly string[];
  grants: readonly Grant[];
  pkce: 'required' | 'optional';
  /** Scopes of its own, beside those that every client has. */
  scopes: readonly string[];
  audience: readonly string[];
  lifetimes: Lifetimes;
  claims: Data;
}

/** Somebody who logs in. */
export interface User {
  id: string;
  username: string;
  /** Undefined: any that is not blank. */
  password: string | undefined;
  firstName: string | undefined;
  lastName: string | undefined;
  email: string | undefined;
  emailVerified: boolean;
  enabled: boolean;
  groups: readonly string[];
  roles: readonly string[];
  attributes: Data;
  organization: string | undefined;
  claims: Data;
}

/** Users, and the applications they log in to. */
export interface Realm {
  name: string;
  /** Where RFC and Keycloak differ, who is followed. */
  like: 'rfc' | 'keycloak';
  clients: ReadonlyMap<string, Client>;
  /** By name, in lower case. */
  users: ReadonlyMap<string, User>;
}

/** A user by name or e-mail address, however it is capitalised. */
export function userOf({ users }: Realm, name: string): User | undefined {
  const wanted = name.trim().toLowerCase();
  return users.get(wanted) ?? [...users.values()].find(({ email }) => email?.toLowerCase() === wanted);
}

/** A user's name as people write it. */
export function fullName({ firstName, lastName, username }: User): string {
  return [firstName, lastName].filter(Boolean).join(' ') || username;
}

/** The name of the user as which an application acts for itself (`client_credentials`), in lower case. */
export function serviceAccountName({ id }: Pick<Client, 'id'>): string {
  return `service-account-${id}`.toLowerCase();
}
