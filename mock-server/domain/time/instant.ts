/** Beyond this, instants cannot be written any more. */
export const END_OF_TIME = Date.parse('9999-12-31T23:59:59.999Z');

const INSTANT = /^(\d{4}-\d\d-\d\d)T\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:\d\d)$/;

/**
 * An ISO 8601 instant with its offset, in milliseconds since 1970.
 * @throws RangeError for what is none: without offset, or a day that its month does not have
 */
export function instant(text: string): number {
  const [, day] = INSTANT.exec(text) ?? [];
  const read = day === undefined ? Number.NaN : Date.parse(text);
  // Date.parse takes 30 February for 2 March.
  if (!Number.isNaN(read) && new Date(`${day}T00:00:00Z`).toISOString().startsWith(`${day}T`)) return read;
  throw new RangeError(`"${text}" is not an ISO 8601 instant with its offset, such as 2026-12-24T18:00:00Z`);
}
