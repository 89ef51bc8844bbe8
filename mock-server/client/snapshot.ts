/** A world's state as plain JSON; members are sorted by name, instances by API and id. */
export interface Snapshot {
  clock: Record<string, unknown>;
  instances: Record<string, unknown>[];
}

/** Puts a world's state in order, so that two of the same state are the same text. */
export function snapshotOf(clock: unknown, instances: readonly { api: string; id: string }[]): Snapshot {
  const inOrder = [...instances].sort((a, b) => compare(a.api, b.api) || compare(a.id, b.id));
  return sorted({ clock, instances: inOrder }) as Snapshot;
}

function compare(a: string, b: string): number {
  return a < b ? -1 : Number(a > b);
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).sort(([a], [b]) => compare(a, b));
  return Object.fromEntries(entries.map(([name, member]) => [name, sorted(member)]));
}
