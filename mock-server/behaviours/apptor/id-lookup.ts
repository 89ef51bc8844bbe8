/** The catalogue of `fixtures/apptor/catalogue.yaml`, as its schema has it. */
export interface Catalogue {
  systemKeys?: { keyId: string; secret: string }[];
  organizations?: Organization[];
}

export interface Organization {
  id: string;
  name: string;
  roles: { name: string; permissions: string[] }[];
  keys: Key[];
  flows: Flow[];
}

export interface Key {
  keyId: string;
  secret: string;
  roles: string[];
  status: 'ACTIVE' | 'SUSPENDED' | 'REVOKED';
  /** null: no limit. */
  rateLimitPerMinute?: number | null;
  rateLimitPerHour?: number | null;
  /** null: never. */
  expiresAt?: string | null;
}

export interface Flow {
  processId: string;
  processName: string;
  /** Oldest first; the last published one is active. */
  versions: { versionNumber: string; state: 'DRAFT' | 'PUBLISHED' | 'ARCHIVED' }[];
  nodes: { nodeId: string; nodeType: string }[];
  /** A file of the fixtures' lifecycles. */
  lifecycle?: string;
}

/** A key with what it opens. */
export type KnownKey =
  | { system: true; secret: string }
  | { system: false; secret: string; key: Key; organization: Organization };

export interface Directory {
  organizations: Map<string, Organization>;
  flows: Map<string, { flow: Flow; organization: Organization }>;
  keys: Map<string, KnownKey>;
}

const known = new WeakMap<object, Directory>();

/** Indexes a catalogue, once. */
export function directoryOf(catalogue: Catalogue): Directory {
  const directory = known.get(catalogue) ?? index(catalogue);
  known.set(catalogue, directory);
  return directory;
}

function index({ systemKeys = [], organizations = [] }: Catalogue): Directory {
  const keys = new Map<string, KnownKey>();
  for (const organization of organizations) {
    for (const key of organization.keys)
      keys.set(key.keyId, { system: false, secret: key.secret, key, organization });
  }
  for (const { keyId, secret } of systemKeys) keys.set(keyId, { system: true, secret });
  const flows = organizations.flatMap((organization) =>
    organization.flows.map((flow) => ({ flow, organization })),
  );
  return {
    organizations: new Map(organizations.map((organization) => [organization.id, organization])),
    flows: new Map(flows.map((entry) => [entry.flow.processId, entry])),
    keys,
  };
}
