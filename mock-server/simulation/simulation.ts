import type { SecretNames } from '../../contracts/reader/secret-names.ts';
import type { DataSchemas } from '../../contracts/schema/judging/user-schemas.ts';
import type { MemoryBudget } from '../domain/memory/memory-budget.ts';
import type { Identity } from '../identity/identity.ts';
import type { Announcements } from '../worlds/announcements.ts';
import type { Worlds } from '../worlds/world-registry.ts';
import type { CorsSettings } from './apis/cors-settings.ts';
import type { LoadedApi } from './apis/loaded-api.ts';
import type { DueWatch } from './instances/due-watch.ts';
import type { Quarantine } from './instances/quarantine.ts';
import type { OperatorNotices } from './operator-notices.ts';
import type { SnapshotShelf } from './snapshots/snapshot-shelf.ts';

/** All that answers, ready; whoever needs a part of it takes that part. */
export interface Simulation {
  apis: LoadedApi[];
  worlds: Worlds;
  /** Who logs in, and to what. */
  identity: Identity;
  /** What browsers may do beside what the contracts allow. */
  cors: CorsSettings;
  /** Where secrets are, which nobody is shown. */
  secrets: SecretNames;
  store: Quarantine;
  /** The folder of the fixtures, in which stories are looked for. */
  fixtures: string;
  snapshots: SnapshotShelf;
  /** Copies of what worlds were made from. */
  origins: SnapshotShelf;
  notices: OperatorNotices;
  /** What changes, for those who listen. */
  announcements: Announcements;
  dueWatch: DueWatch;
  schemas: DataSchemas;
  /** Whether unknown ids are accepted and remembered. */
  learning: boolean;
  version: string;
  /** What all that is as large as clients want it may take. */
  memory: MemoryBudget;
}
