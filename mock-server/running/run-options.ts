import type { Place } from '../../contracts/files/mistake.ts';
import type { TokenRule } from '../domain/identity/token-rule.ts';
import type { Sources } from '../simulation/apis/load-api.ts';
import type { LoadOptions } from '../simulation/load-simulation.ts';

/** What a stand-in runs with; the settings of `serve` are such options, once its store is settled. */
export interface RunOptions {
  /** 0 takes a free one. */
  port: number;
  host: string;
  /** Other host names that the control plane answers to. */
  allowHost: readonly string[];
  /** `memory:` or `file:FOLDER`. */
  store: string;
  /** When a write to a folder is answered. */
  durability: 'fsync' | 'os' | 'none';
  /** A folder of fixtures instead of those that ship. */
  fixtures?: string;
  /** Folders with APIs beside those that ship. */
  contracts: readonly string[];
  /** Whether ids that the catalogue does not know are accepted and remembered. */
  learn: boolean;
  /** What browsers may do beside what the contracts allow. */
  cors?: Sources['cors'];
  redact?: Sources['redact'];
  /** Whether a proxy near by is believed what it says of the address that was asked. */
  trustProxy?: boolean;
  /** Whether the control plane may only be looked at. */
  readOnly?: boolean;
  /** The faults that worlds begin with, or the file that has them. */
  faults?: string | readonly unknown[];
  /** A random one unless given. */
  seed?: string;
  /** Whether files of the store that were edited by hand are taken as they are. */
  acceptEdits?: boolean;
  /** The folder of snapshots; `snapshots` in the folder of the store unless given, and without such in memory. */
  snapshots?: string;
  /** What the default world begins with, in place of the fixtures' instances: `NAME:COUNT`. */
  story?: string;
  /** Names of the story in this catalogue: `NAME=NAME`. */
  as?: readonly string[];
  maxWorlds: number;
  maxInstances: number;
  /** Of instances, journals and requests on their way, such as `300MB`; a share of the heap unless given. */
  maxMemory?: string;
  /** How many requests the journal of a world keeps, with 32 MB of bodies at most. */
  journal: number;
  /** Asked for unless bound to loopback; one is made up unless given. */
  adminToken?: string;
  /** Where browsers reach the identity provider, if a proxy stands before it. */
  identity?: { issuer?: string };
  /** Who is logged in without being asked. */
  autoLogin?: string;
  /** By API, its own settings. */
  apis: Readonly<Record<string, ApiOptions>>;
  /** Whether what comes from the package's own folders is read once in a process; for a process with several. */
  reuse?: boolean;
  /** The moment at which worlds begin: an instant, or how long before the host's time, `-P21D`; the host's unless given. */
  now?: string;
  /** Told of each request once it is answered. */
  onRequest?: LoadOptions['onRequest'];
  /** Told what people should know. */
  tell: (text: string) => void;
}

/** What can be said of one API. */
interface ApiOptions {
  /** Status of requests that break the contract, where the contract has several. */
  validationStatus?: number;
  /** What it makes of bearer tokens; `issued` unless given. */
  tokens?: TokenRule['tokens'];
  /** What has to be in `aud` of tokens that are verified. */
  audience?: string;
  /** Where it is said, if that is a file. */
  place?: Place;
}
