import type { Fault } from '../client/faults.ts';

/** How a stand-in in this process is started; every member may be left out. */
export interface MockOptions {
  /** The same seed and the same calls give the same ids and generated values. */
  seed?: string | number;
  /** `NAME:COUNT`, such as `onboarding:40`: what the default world begins with, in place of the fixtures' instances. */
  story?: string;
  /** What processes, applications and environments of the story are called in this catalogue. */
  as?: Readonly<Record<string, string>>;
  /** Folder with the ids and instances to start from, instead of the world that ships. */
  fixtures?: string;
  /** Folders with more APIs. */
  contracts?: string | readonly string[];
  /** Whether ids that the catalogue does not know are accepted and remembered. */
  learn?: boolean;
  /** What goes wrong in every world from the beginning, or in the one an entry names; or the file that says so. */
  faults?: string | readonly (Fault & { world?: string })[];
  /** A free one unless given. */
  port?: number;
  /** Folder in which instances are kept; in memory only unless given. */
  data?: string;
  /** The moment at which worlds begin, or how long before now (`-P21D`); the real one unless given. */
  now?: Date | string | number;
  /** How many requests the journal of a world keeps, with 32 MB of bodies at most: 10,000 unless given. */
  journal?: number;
  /** How many worlds there may be at once: 10,000 unless given. */
  maxWorlds?: number;
  /** By API, as in the configuration file: `{ library: { validationStatus: 422 } }`. */
  apis?: Readonly<
    Record<string, { validationStatus?: number; tokens?: 'any' | 'issued' | 'strict'; audience?: string }>
  >;
  /** What browsers may do beside what the contracts allow: more headers, or `reflect` for all; only some origins. */
  cors?: { headers?: readonly string[] | 'reflect'; origins?: readonly string[] };
  /** What is masked in the journal beside what looks like a secret, and what is not: names of headers, parameters, members. */
  redact?: { names?: readonly string[]; except?: readonly string[] };
  /** Who is logged in without being asked, by name or e-mail address. */
  autoLogin?: string;
  /** Told what people should know, such as that the journal is full; nobody unless given. */
  tell?: (text: string) => void;
}
