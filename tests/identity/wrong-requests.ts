// What the tables of wrong requests are sent with: a stand-in, clients of each kind, and good requests to spoil.
import { createHash } from 'node:crypto';
import { type Listening, listening } from '../listening.ts';
import { ownFixtures } from '../own-fixtures.ts';
import { Visitor } from './by-hand.ts';

/** Realms in which everything that can be wrong is there. */
const realm = (name: string, like: string): string => `
  - name: ${name}
    like: ${like}
    clients:
      - { id: app, scopes: [extra] }
      - { id: wild, redirectUris: ['https://app.example/in/*'] }
      - { id: other }
      - { id: plain, pkce: optional }
      - { id: server, secret: s3cret, grants: [authorization_code, refresh_token, client_credentials, password] }
      - { id: service, secret: s3cret, grants: [client_credentials] }
      - { id: browser-only, grants: [authorization_code] }
    users:
      - { username: anna, email: anna@example.test }
      - { username: ben, password: right }
      - { username: emil, enabled: false }
`;

export const BACK = 'http://localhost:3000/back';
export const VERIFIER = 'v'.repeat(43);
export const CHALLENGE = createHash('sha256').update(VERIFIER).digest('base64url');

export interface Answer {
  status: number;
  headers: Headers;
  /** Of JSON. */
  body: Record<string, unknown>;
  text: string;
  /** Where a browser is sent, and what it is told there. */
  to: string | undefined;
  told: Record<string, string>;
}

export class Kit {
  readonly mock: Listening;
  readonly issuer: string;

  constructor(mock: Listening, realmName = 'std') {
    this.mock = mock;
    this.issuer = `${mock.url.replace('127.0.0.1', 'localhost')}/auth/realms/${realmName}`;
  }

  static async begin(): Promise<Kit> {
    const fixtures = ownFixtures({
      'identity/realms.yaml': `realms:${realm('std', 'rfc')}${realm('kc', 'keycloak')}`,
    });
    return new Kit(await listening({ fixtures }));
  }

  /** The same stand-in's realm in which Keycloak is followed. */
  get keycloak(): Kit {
    return new Kit(this.mock, 'kc');
  }

  get connect(): string {
    return `${this.issuer}/protocol/openid-connect`;
  }

  /** A good authorization request, with changes; undefined leaves out, a list is sent several times. */
  authUrl(changes: Record<string, string | string[] | undefined> = {}): string {
    const good = {
      client_id: 'app',
      redirect_uri: BACK,
      response_type: 'code',
      scope: 'openid',
      state: 'st',
      code_challenge: CHALLENGE,
      code_challenge_method: 'S256',
    };
    return `${this.connect}/auth?${written({ ...good, ...changes })}`;
  }

  async auth(changes: Parameters<Kit['authUrl']>[0] = {}, visitor = new Visitor()): Promise<Answer> {
    return read(await visitor.get(this.authUrl(changes)));
  }

  /** A POST of a form. */
  async post(
    path: string,
    form: Record<string, string | string[] | undefined>,
    headers: Record<string, string> = {},
  ): Promise<Answer> {
    const body = written(form);
    return read(await fetch(this.connect + path, { method: 'POST', body, headers, redirect: 'manual' }));
  }

  token(form: Parameters<Kit['post']>[1], headers: Record<string, string> = {}): Promise<Answer> {
    return this.post('/token', { client_id: 'app', ...form }, headers);
  }

  /** A new code, and the browser it came to. */
  async code(changes: Parameters<Kit['authUrl']>[0] = {}, visitor = new Visitor()): Promise<string> {
    const to = await visitor.logIn(this.authUrl(changes), 'anna');
    return to.searchParams.get('code') ?? '';
  }

  /** A good exchange, with changes. */
  exchange(code: string, changes: Parameters<Kit['post']>[1] = {}): Promise<Answer> {
    const good = { grant_type: 'authorization_code', code, redirect_uri: BACK, code_verifier: VERIFIER };
    return this.token({ ...good, ...changes });
  }

  refresh(token: string, changes: Parameters<Kit['post']>[1] = {}): Promise<Answer> {
    return this.token({ grant_type: 'refresh_token', refresh_token: token, ...changes });
  }

  /** Tokens of a user who has just logged in. */
  async tokens(client = 'app', scope = 'openid'): Promise<Record<string, string>> {
    const secret = client === 'server' ? { client_secret: 's3cret' } : {};
    const form = {
      grant_type: 'password',
      username: 'anna',
      password: 'x',
      scope,
      client_id: client,
      ...secret,
    };
    return (await this.token(form)).body as Record<string, string>;
  }

  async userinfo(token: string | undefined, form?: Record<string, string>): Promise<Answer> {
    const headers = token === undefined ? {} : { Authorization: `Bearer ${token}` };
    if (form) return this.post('/userinfo', form, headers);
    return read(await fetch(`${this.connect}/userinfo`, { headers }));
  }

  async logout(changes: Record<string, string | undefined>, visitor = new Visitor()): Promise<Answer> {
    return read(await visitor.get(`${this.connect}/logout?${written(changes)}`));
  }

  /** Lets time pass in the world. @param seconds so much */
  pass(seconds: number): void {
    this.mock.time.now += seconds * 1000;
  }
}

function written(params: Record<string, string | string[] | undefined>): URLSearchParams {
  const pairs = Object.entries(params).flatMap(([name, value]) =>
    value === undefined ? [] : [value].flat().map((one) => [name, one]),
  );
  return new URLSearchParams(pairs as [string, string][]);
}

export async function read(answer: Response): Promise<Answer> {
  const text = await answer.text();
  const json = /json/.test(answer.headers.get('content-type') ?? '') && text !== '';
  const location = answer.headers.get('location') ?? undefined;
  const [to, told = ''] = location?.split(/[?#]/) ?? [];
  return {
    status: answer.status,
    headers: answer.headers,
    body: json ? JSON.parse(text) : {},
    text,
    to,
    told: Object.fromEntries(new URLSearchParams(told)),
  };
}

/** What an answer has to be, in short. */
export type Demand =
  /** Sent to the client's address with this error. */
  | { redirected: string; without?: string[]; fragment?: true }
  /** A page that is shown, and sends nobody anywhere. */
  | { page: number }
  /** JSON with this status and error; '' for none. */
  | { json: [status: number, error: string]; challenge?: RegExp };

/** A row of the table: its number in the facts, what is wrong, what is demanded, how it is sent. */
export type Row = [number: string, what: string, demand: Demand, send: (kit: Kit) => Promise<Answer>];

/** What an answer was, in the words of a demand. */
export function shapeOf(answer: Answer, demand: Demand): unknown {
  const { status, to, told, body, headers, text } = answer;
  if ('redirected' in demand) {
    const { without = [] } = demand;
    return { status, to, error: told.error, iss: told.iss, unwanted: without.filter((name) => name in told) };
  }
  if ('page' in demand)
    return {
      status,
      to,
      html: /text\/html/.test(headers.get('content-type') ?? '') && text.includes('role="alert"'),
    };
  return {
    status,
    error: body.error ?? '',
    challenge: demand.challenge?.test(headers.get('www-authenticate') ?? '') ?? true,
  };
}

export function wantedOf(demand: Demand, kit: Kit): unknown {
  if ('redirected' in demand)
    return { status: 303, to: BACK, error: demand.redirected, iss: kit.issuer, unwanted: [] };
  if ('page' in demand) return { status: demand.page, to: undefined, html: true };
  return { status: demand.json[0], error: demand.json[1], challenge: true };
}
