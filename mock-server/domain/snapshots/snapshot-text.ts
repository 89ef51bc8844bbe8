import type { Snapshot } from './snapshot.ts';

/**
 * A snapshot as text: a map by id, sorted by code unit, one member a line. So git merges what two branches added, and
 * a review shows what changed. The same world gives the same bytes.
 */
export function snapshotText({ instances, ...head }: Snapshot): string {
  const lines = Object.entries(head).map(
    ([name, value]) => `  ${JSON.stringify(name)}: ${JSON.stringify(value)},`,
  );
  // Not by the order of the object's own members: names that look like numbers come first there.
  const ids = Object.keys(instances).sort(byCodeUnit);
  const all = ids.map((id) => {
    const members = Object.entries(instances[id] ?? {})
      .sort(([a], [b]) => byCodeUnit(a, b))
      .map(([name, value]) => `      ${JSON.stringify(name)}: ${JSON.stringify(value)}`);
    return `    ${JSON.stringify(id)}: {\n${members.join(',\n')}\n    }`;
  });
  const body = all.length === 0 ? '{}' : `{\n${all.join(',\n')}\n  }`;
  return `{\n${lines.join('\n')}\n  "instances": ${body}\n}\n`;
}

function byCodeUnit(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
