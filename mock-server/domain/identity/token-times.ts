/** Within this, a browser on the host's time takes the world's dates for right: five minutes. */
const NEAR = 300_000;

/** Whether somebody who lives by the host's clock can judge the dates of a world; both in milliseconds since 1970. */
export function isNear(world: number, host: number): boolean {
  return Math.abs(world - host) <= NEAR;
}

/**
 * When an ID token says it was made, in milliseconds since 1970: browsers judge its dates by their own clock, so in a
 * world far from the host's time it has the host's. An access token always has the world's: the APIs judge it.
 */
export function idTokenMoment(world: number, host: number): number {
  return isNear(world, host) ? world : host;
}

/** Milliseconds as tokens write them: whole seconds. */
export function seconds(milliseconds: number): number {
  return Math.floor(milliseconds / 1000);
}
