import { randomBytes } from 'node:crypto';
import type { CryptoKey, JWK } from 'jose';
import { calculateJwkThumbprint } from 'jose/jwk/thumbprint';
import { exportJWK } from 'jose/key/export';
import { generateKeyPair } from 'jose/key/generate/keypair';
import { importJWK } from 'jose/key/import';

/** A pair of keys as it is kept. */
interface KeptKey {
  kid: string;
  privateKey: JWK;
  /** From when on it signs; milliseconds since 1970 on the host's clock. */
  signsFrom: number;
}

/** All keys as they are kept. */
export interface KeptKeys {
  /** Of refresh tokens, which nobody else reads: base64url. */
  secret: string;
  /** The oldest first. */
  keys: KeptKey[];
}

/** How long a new key is published before it signs, in milliseconds: clients ask for unknown keys once a minute. */
const ANNOUNCED = 60_000;
/** So many old keys stay published; tokens of a world whose clock stands still are never out of date. */
const MOST_KEYS = 16;

/** A key that can sign and check. */
interface SigningKey {
  kid: string;
  privateKey: CryptoKey;
  publicJwk: JWK;
  signsFrom: number;
}

/** The keys of a stand-in: made when they are first needed, kept, replaced, and never taken back while in use. */
export class KeyRing {
  readonly #host: () => number;
  readonly #keep: (keys: KeptKeys) => Promise<void>;
  #kept: KeptKeys | undefined;
  #ready: Promise<SigningKey[]> | undefined;

  /**
   * @param kept the keys of the last run
   * @param host the host's time in milliseconds since 1970
   * @param keep has them kept before anything is signed with them
   */
  constructor(kept: KeptKeys | undefined, host: () => number, keep: (keys: KeptKeys) => Promise<void>) {
    this.#kept = kept;
    this.#host = host;
    this.#keep = keep;
  }

  /** The key that signs at present. */
  async signing(): Promise<SigningKey> {
    const keys = await this.#all();
    const now = this.#host();
    const [oldest] = keys;
    const current = keys.filter(({ signsFrom }) => signsFrom <= now).at(-1) ?? oldest;
    if (!current) throw new Error('a key ring without keys');
    return current;
  }

  /** What JWKS publishes: every key that signed, signs, or is about to. */
  async published(): Promise<JWK[]> {
    return (await this.#all()).map(({ publicJwk }) => publicJwk);
  }

  /** Those that sign, or did, by id. */
  async byId(kid: string): Promise<JWK | undefined> {
    return (await this.published()).find((key) => key.kid === kid);
  }

  /** Whether there are keys at all: they are made when they are first needed. */
  get made(): boolean {
    return this.#kept !== undefined;
  }

  /** Whether a key of this id signs, or did. */
  has(kid: string): boolean {
    return this.#kept?.keys.some((key) => key.kid === kid) ?? false;
  }

  /** The secret of refresh tokens. */
  async secret(): Promise<Uint8Array> {
    await this.#all();
    return Buffer.from(this.#kept?.secret ?? '', 'base64url');
  }

  /**
   * Makes a new key. It is published at once.
   * @param now it signs at once, too, and not in a minute
   * @returns the new key's id, and from when on it signs
   */
  async rotate(now = false): Promise<{ kid: string; signsFrom: number }> {
    const before = await this.#all();
    const added = await made(this.#host() + (now ? 0 : ANNOUNCED));
    const all = [...before, added.key].slice(-MOST_KEYS);
    const kids = new Set(all.map(({ kid }) => kid));
    const kept = [...(this.#kept?.keys ?? []), added.kept].filter(({ kid }) => kids.has(kid));
    await this.#remember({ secret: this.#kept?.secret ?? '', keys: kept });
    this.#ready = Promise.resolve(all);
    return { kid: added.key.kid, signsFrom: added.key.signsFrom };
  }

  /** Read or made once, however many ask at the same time. */
  #all(): Promise<SigningKey[]> {
    this.#ready ??= this.#first().catch((error: unknown) => {
      this.#ready = undefined;
      throw error;
    });
    return this.#ready;
  }

  async #first(): Promise<SigningKey[]> {
    if (this.#kept) return Promise.all(this.#kept.keys.map(read));
    const { key, kept } = await made(this.#host());
    await this.#remember({ secret: randomBytes(64).toString('base64url'), keys: [kept] });
    return [key];
  }

  async #remember(keys: KeptKeys): Promise<void> {
    await this.#keep(keys);
    this.#kept = keys;
  }
}

async function made(signsFrom: number): Promise<{ key: SigningKey; kept: KeptKey }> {
  const { privateKey } = await generateKeyPair('RS256', { modulusLength: 2048, extractable: true });
  const jwk = await exportJWK(privateKey);
  const kid = await calculateJwkThumbprint(jwk);
  const kept = { kid, privateKey: jwk, signsFrom };
  return { key: await read(kept), kept };
}

async function read({ kid, privateKey: jwk, signsFrom }: KeptKey): Promise<SigningKey> {
  const privateKey = (await importJWK(jwk, 'RS256')) as CryptoKey;
  const { kty, n, e } = jwk;
  const publicJwk = { kid, kty, alg: 'RS256', use: 'sig', n, e } as JWK;
  return { kid, privateKey, publicJwk, signsFrom };
}
