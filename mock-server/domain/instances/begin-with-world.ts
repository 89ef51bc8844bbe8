import type { Instance } from './instance.ts';

/** What the timeline of an instance of the fixtures begins with. */
const FROM_FIXTURES = 'fixture';

/** Whether an instance of the fixtures, as it is there, has moments that lie after the beginning of a world. */
export function startsAfter({ version, timeline, startedAt, endedAt }: Instance, begun: number): boolean {
  if (version !== 1 || timeline[0]?.cause !== FROM_FIXTURES) return false;
  return Date.parse(startedAt) > begun || (endedAt !== undefined && Date.parse(endedAt) > begun);
}

/**
 * An instance of the fixtures as a world has it: nothing has happened to it there after the world began, and what would
 * have begins with the world.
 * @param begun ISO 8601: when the world began; undefined where nobody said
 */
export function beginWithWorld(instance: Instance, begun: string | undefined): Instance {
  if (begun === undefined) return instance;
  const latest = Date.parse(begun);
  if (!startsAfter(instance, latest)) return instance;
  const atMost = (moment: string): string => (Date.parse(moment) > latest ? begun : moment);
  const { startedAt, endedAt, timeline } = instance;
  return {
    ...instance,
    startedAt: atMost(startedAt),
    ...(endedAt !== undefined && { endedAt: atMost(endedAt) }),
    timeline: timeline.map((entry) => ({ ...entry, at: atMost(entry.at) })),
  };
}
