import type { Client, Realm } from '../../domain/identity/realm.ts';
import type { Data } from '../../domain/values/process-data.ts';
import type { KeyRing } from '../keys/key-ring.ts';
import type { IdentityWorld } from '../records/identity-records.ts';
import type { WorldRecords } from '../records/world-records.ts';

/** A request below a realm. */
export interface IdentityCall {
  method: string;
  query: URLSearchParams;
  /** Empty where no form was sent. */
  form: URLSearchParams;
  /** Lower-case names. */
  headers: NodeJS.Dict<string | string[]>;
  /** The address of the realm as it was asked, without a slash at the end. */
  issuer: string;
  realm: Realm;
  world: IdentityWorld;
  records: WorldRecords;
  /** Of the world, in milliseconds since 1970. */
  now: number;
  /** Who asks, once that is known: pages of its origins may read the answer. */
  client?: Client;
}

/** What endpoints work with, beside the request. */
export interface IdentityServices {
  keys: KeyRing;
  /** The host's time in milliseconds since 1970. */
  host(): number;
  /** Has what changed kept. */
  keep(): Promise<void>;
  /** Who is logged in without being asked. */
  autoLogin: string | undefined;
}

export interface IdentityAnswer {
  status: number;
  headers: Record<string, string>;
  cookie?: string;
  /** An object is sent as JSON. */
  body?: string | Data;
}

export type Endpoint = (
  call: IdentityCall,
  services: IdentityServices,
) => IdentityAnswer | Promise<IdentityAnswer>;

/** What nobody may keep (RFC 6749, section 5.1). */
export const UNSTORED = { 'Cache-Control': 'no-store', Pragma: 'no-cache' };

/** An answer in JSON. */
export function json(body: Data, headers: Record<string, string> = UNSTORED): IdentityAnswer {
  return { status: 200, headers: { 'Content-Type': 'application/json', ...headers }, body };
}

/** Sends a browser elsewhere with GET, whatever the method was (RFC 9700, section 4.12). */
export function redirect(to: string, cookie?: string): IdentityAnswer {
  const headers = { Location: to, 'Referrer-Policy': 'no-referrer', ...UNSTORED };
  return { status: 303, headers, ...(cookie !== undefined && { cookie }) };
}
