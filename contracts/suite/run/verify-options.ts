import type { Api } from '../../reader/api.ts';

/** Generated valid requests for each operation, unless asked otherwise. */
export const DEFAULT_CASES = 10;

/** Milliseconds for one request, unless asked otherwise. */
export const DEFAULT_TIMEOUT = 10_000;

/** What `flowx-mock verify URL` was asked to do. */
export interface VerifyOptions {
  url: string;
  apis: Api[];
  /** Path of the targets file; undefined: a loopback target is taken for our own mock with the bundled ids. */
  targets?: string;
  allowWrites: boolean;
  strict: boolean;
  requirePresence: boolean;
  /** `OPERATION` or `OPERATION/CHECK`, several of them. */
  only: string[];
  /** Generated valid requests for each operation. */
  cases: number;
  seed: string;
  /** Requests a second; undefined: as fast as answers come. */
  rate?: number;
  /** Milliseconds for one request. */
  timeout: number;
  /** Seconds for the whole run; undefined: as long as it takes. */
  timeLimit?: number;
  version: string;
  env: NodeJS.ProcessEnv;
  /** Causes of findings that were known before (`readBaseline`). */
  baseline?: ReadonlySet<string>;
  /** Told after each case, for a progress line. */
  progress?: (done: number, total: number, name: string) => void;
  /** Told what its contracts say and no stand-in keeps, before anything is sent. */
  tell?: (text: string) => void;
  signal?: AbortSignal;
}

/** Only the address has to be given. */
export type VerifyAsked = Pick<VerifyOptions, 'url'> & Partial<Omit<VerifyOptions, 'url'>>;
