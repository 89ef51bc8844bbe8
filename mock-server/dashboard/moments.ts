const SECONDS: readonly [most: number, per: number, unit: Intl.RelativeTimeFormatUnit][] = [
  [90, 1, 'second'],
  [5400, 60, 'minute'],
  [129_600, 3600, 'hour'],
  [Number.POSITIVE_INFINITY, 86_400, 'day'],
];
const relative = new Intl.RelativeTimeFormat('en', { numeric: 'always' });

/** A moment in the reader's zone, to the second. */
export const shown = (at: string): string =>
  new Date(at).toLocaleString(undefined, { dateStyle: 'medium', timeStyle: 'medium' });

/** How long before or after another moment. */
export function fromNow(at: string, now: string): string {
  const seconds = (Date.parse(at) - Date.parse(now)) / 1000;
  const [, per, unit] = SECONDS.find(([most]) => Math.abs(seconds) < most) ?? [0, 86_400, 'day' as const];
  return relative.format(Math.round(seconds / per), unit);
}

/** The time between two moments, in its two largest units: `2 d 3 h`. */
export function between(from: string, to: string): string {
  let seconds = Math.max(0, Math.round((Date.parse(to) - Date.parse(from)) / 1000));
  const parts: string[] = [];
  for (const [unit, length] of [
    ['d', 86_400],
    ['h', 3600],
    ['min', 60],
    ['s', 1],
  ] as const) {
    const count = Math.floor(seconds / length);
    seconds -= count * length;
    if (count > 0) parts.push(`${count} ${unit}`);
  }
  return parts.slice(0, 2).join(' ') || '0 s';
}
