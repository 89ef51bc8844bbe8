import type { Api } from '../../reader/api.ts';

/** Generated valid requests for each operation, unless asked otherwise. */
export const DEFAULT_CASES = 10;

/** Milliseconds for one request, unless asked otherwise. */
export const DEFAULT_TIMEOUT = 10_000;

/** What `flowx-mock verify URL` was asked to do. */
export interface VerifyOptions {
  /** Base URL of the server to judge. */
  url: string;
  /** The contracts to judge it by. Default: all APIs that ship. */
  apis: Api[];
  /** Path of the targets file. Default: none; a loopback target is taken for our own mock with the bundled ids. */
  targets?: string;
  /**
   * Starts processes on a server that is not this machine.
   * @default false
   */
  allowWrites: boolean;
  /**
   * Discoveries count as violations.
   * @default false
   */
  strict: boolean;
  /**
   * What is documented and was never seen fails the run, unless the targets file waives it.
   * @default false
   */
  requirePresence: boolean;
  /**
   * `OPERATION` or `OPERATION/CHECK`, several of them; none: everything.
   * @default []
   */
  only: string[];
  /**
   * Generated valid requests for each operation.
   * @default 10
   */
  cases: number;
  /**
   * The same seed makes the same requests.
   * @default '1'
   */
  seed: string;
  /** Requests a second, at most. Default: as fast as answers come. */
  rate?: number;
  /**
   * Milliseconds for one request.
   * @default 10000
   */
  timeout: number;
  /** Seconds for the whole run. Default: as long as it takes. */
  timeLimit?: number;
  /** The version that reports name. Default: this package's. */
  version: string;
  /**
   * Where the targets file's `${NAME}` come from.
   * @default process.env
   */
  env: NodeJS.ProcessEnv;
  /** Causes of findings that were known before (`readBaseline`). Default: none. */
  baseline?: ReadonlySet<string>;
  /** Told after each case, for a progress line. */
  progress?: (done: number, total: number, name: string) => void;
  /** Told what its contracts say and no stand-in keeps, before anything is sent. */
  tell?: (text: string) => void;
  /** Ends the run. Default: nothing does. */
  signal?: AbortSignal;
}

/** Only the address has to be given. */
export type VerifyAsked = Pick<VerifyOptions, 'url'> & Partial<Omit<VerifyOptions, 'url'>>;
