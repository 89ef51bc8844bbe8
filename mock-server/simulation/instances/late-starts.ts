import { startsAfter } from '../../domain/instances/fixture-entry.ts';
import type { Instance } from '../../domain/instances/instance.ts';

/** How many ids are named. */
const NAMED = 3;

/**
 * Tells, once, that instances of the fixtures are still to come where a world begins, and what becomes of them.
 * @param begun ISO 8601: when the world begins
 */
export function tellLateStarts(
  instances: readonly Instance[],
  begun: string,
  notices: { once(about: string, text: string): void },
): void {
  const late = instances.filter((instance) => startsAfter(instance, Date.parse(begun)));
  if (late.length === 0) return;
  const ids = late.slice(0, NAMED).map(({ id }) => id);
  const more = late.length > NAMED ? ` and ${late.length - NAMED} more` : '';
  const text = `a world that begins at ${begun} begins before instances of the fixtures do: there they begin with it (${ids.join(', ')}${more})`;
  notices.once('late-starts', text);
}
