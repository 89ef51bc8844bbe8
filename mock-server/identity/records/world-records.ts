import type { AuthorizationRequest } from '../../domain/identity/authorization-request.ts';
import { carriedOver, type Session } from '../../domain/identity/session.ts';

/** A code that nobody has exchanged yet. */
export interface Code {
  realm: string;
  session: string;
  grant: string;
  client: string;
  redirectUri: string;
  challenge?: string;
  nonce?: string;
  /** Milliseconds since 1970 in the world. */
  expiresAt: number;
}

/** A page that waits for its user: a login, or whether to log out. */
export interface PendingPage {
  realm: string;
  /** What the browser that was shown the page has as a cookie. */
  browser: string;
  /** Milliseconds since 1970 in the world. */
  expiresAt: number;
  login?: AuthorizationRequest;
  logout?: { session: string; redirectUri?: string; state?: string };
  account?: { session: string };
}

/** What of a world's logins is kept. */
export interface KeptRecords {
  sessions: Session[];
  /** By the id of an access token that was revoked: when it would have been out of date. */
  revoked: Record<string, number>;
}

/** More are not kept: in a world whose clock stands still none would ever be out of date. */
const MOST = { sessions: 2000, codes: 500, pages: 500, revoked: 2000 };

/** Who is logged in to a world, and what is on its way. */
export class WorldRecords {
  readonly sessions: Map<string, Session>;
  readonly codes = new Map<string, Code>();
  readonly #pages = new Map<string, PendingPage & { weight: number }>();
  #pagesWeight = 0;
  readonly revoked: Map<string, number>;

  constructor(kept: KeptRecords = { sessions: [], revoked: {} }) {
    this.sessions = new Map(kept.sessions.map((session) => [session.id, session]));
    this.revoked = new Map(Object.entries(kept.revoked));
  }

  /** How many entries there are, of all kinds; a page with long parameters counts for several. */
  get size(): number {
    return this.sessions.size + this.codes.size + this.#pagesWeight + this.revoked.size;
  }

  get kept(): KeptRecords {
    return { sessions: [...this.sessions.values()], revoked: Object.fromEntries(this.revoked) };
  }

  putSession(session: Session): void {
    put(this.sessions, session.id, session, MOST.sessions);
  }

  putCode(hash: string, code: Code): void {
    put(this.codes, hash, code, MOST.codes);
  }

  page(id: string): PendingPage | undefined {
    return this.#pages.get(id);
  }

  putPage(id: string, page: PendingPage): void {
    // One for each thousand characters that were begun.
    const weight = Math.ceil(JSON.stringify(page).length / 1000);
    this.deletePage(id);
    this.#pages.set(id, { ...page, weight });
    this.#pagesWeight += weight;
    const [oldest] = this.#pages.keys();
    if (this.#pages.size > MOST.pages && oldest !== undefined) this.deletePage(oldest);
  }

  deletePage(id: string): void {
    this.#pagesWeight -= this.#pages.get(id)?.weight ?? 0;
    this.#pages.delete(id);
  }

  revoke(jti: string, expiresAt: number): void {
    put(this.revoked, jti, expiresAt, MOST.revoked);
  }

  /** The world began anew: whoever is logged in stays so, and what was on its way goes on. @param by milliseconds */
  carryOver(by: number): void {
    for (const session of this.sessions.values()) this.sessions.set(session.id, carriedOver(session, by));
    for (const [id, page] of this.#pages) this.#pages.set(id, { ...page, expiresAt: page.expiresAt + by });
    this.codes.clear();
  }
}

/** The oldest makes room. */
function put<Value>(into: Map<string, Value>, id: string, value: Value, most: number): void {
  into.set(id, value);
  if (into.size <= most) return;
  const [oldest] = into.keys();
  if (oldest !== undefined) into.delete(oldest);
}
