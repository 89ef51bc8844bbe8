import { PLACES } from '../time/spread.ts';
import { timestamp } from '../time/timestamp.ts';
import { draw } from '../values/draw.ts';
import { changedMembers, type Data } from '../values/process-data.ts';
import type { Instance, TimelineEntry } from './instance.ts';
import type { DrawPlace, Lifecycle, LifecycleEvent, Position, Timer } from './lifecycle.ts';

/** More delays than this between two looks can only be a lifecycle that turns in a circle too fast. */
const MOST = 20_000;

/** An instance cannot be brought up to date; the message says why. */
export class TooManyTransitions extends Error {
  override readonly name = 'TooManyTransitions';
}

/** A new instance, at the beginning of its lifecycle. */
export function beginInstance<Facts extends Data>(
  lifecycle: Lifecycle,
  given: Pick<Instance<Facts>, 'id' | 'api' | 'process' | 'facts'> & { data: Data; key?: string },
  now: number,
): Instance<Facts> {
  const at = timestamp(now);
  const { state, data, timers } = lifecycle.begin(given.data, now, placesOf(given.id, 0));
  return {
    id: given.id,
    data,
    api: given.api,
    process: given.process,
    facts: given.facts,
    ...(given.key !== undefined && { key: given.key }),
    version: 1,
    state,
    timers,
    startedAt: at,
    ...(lifecycle.isFinal(state) && { endedAt: at }),
    timeline: [{ at, from: null, to: state, cause: 'start' }],
  };
}

/**
 * How long delays of an instance are that differ from one to the next: the same for the same id and way so far, however
 * often it is worked out.
 */
export function placesOf(id: string, version: number): DrawPlace {
  return (delay) => draw(PLACES, id, version, delay);
}

/** When something last happened to any of some instances, in milliseconds since 1970; 0 where nothing did. */
export function lastMoment(instances: readonly Instance[]): number {
  return Math.max(0, ...instances.map(({ timeline }) => Date.parse(timeline.at(-1)?.at ?? '') || 0));
}

/** When an instance moves next by itself, in milliseconds since 1970; undefined when nothing is due any more. */
export function nextDue({ timers }: Instance): number | undefined {
  return earliest(timers)?.due;
}

/**
 * The instance as it is at a moment: every delay that fell due since the last look is followed in order, each at the
 * moment it fell due. The same object when nothing did, and when the instance is in a state that its lifecycle does
 * not have (any more). The version grows with each delay, so it does not tell how often somebody looked.
 * @throws TooManyTransitions when the lifecycle turns faster than can be followed
 */
export function followDueTransitions(instance: Instance, lifecycle: Lifecycle, now: number): Instance {
  if (!lifecycle.stateOf(instance.state)) return instance;
  const timeline: TimelineEntry[] = [];
  let current = instance;
  let followed = 0;
  for (let timer = earliest(current.timers); timer && timer.due <= now; timer = earliest(current.timers)) {
    if (followed === MOST) {
      const from = `its lifecycle turns more than ${MOST} times between ${instance.timeline.at(-1)?.at}`;
      throw new TooManyTransitions(`${instance.id} cannot be followed: ${from} and ${timestamp(now)}`);
    }
    followed += 1;
    const places = placesOf(instance.id, instance.version + followed - 1);
    const position = lifecycle.fire(current, timer, timer.due, places);
    current = arrived(current, position, lifecycle, `after ${timer.delay}`, timer.due, timeline);
  }
  if (followed === 0) return instance;
  return { ...current, version: instance.version + followed, timeline: [...instance.timeline, ...timeline] };
}

/** The instance after an event, brought up to date before it; undefined when its state does not take it. */
export function receiveEvent(
  before: Instance,
  lifecycle: Lifecycle,
  event: LifecycleEvent,
  now: number,
): Instance | undefined {
  const instance = followDueTransitions(before, lifecycle, now);
  const position = lifecycle.send(instance, event, now, placesOf(instance.id, instance.version));
  if (!position) return undefined;
  const timeline: TimelineEntry[] = [];
  const after = arrived(instance, position, lifecycle, event.type, now, timeline);
  return { ...after, version: instance.version + 1, timeline: [...instance.timeline, ...timeline] };
}

function arrived(
  before: Instance,
  { state, data, timers }: Position,
  lifecycle: Lifecycle,
  cause: string,
  now: number,
  timeline: TimelineEntry[],
): Instance {
  const at = timestamp(now);
  const changed = before.data === data ? [] : changedMembers(before.data, data);
  const moved = state !== before.state || changed.length > 0 || !cause.startsWith('after ');
  if (moved)
    timeline.push({ at, from: before.state, to: state, cause, ...(changed.length > 0 && { changed }) });
  const ended = lifecycle.isFinal(state) && before.endedAt === undefined;
  return {
    ...before,
    state,
    data,
    timers: lifecycle.isFinal(state) ? [] : timers,
    ...(ended && { endedAt: at }),
  };
}

/** The timer that falls due first; of several at once the one that was set first. */
function earliest(timers: readonly Timer[]): Timer | undefined {
  return timers.reduce<Timer | undefined>(
    (first, timer) => (first && first.due <= timer.due ? first : timer),
    undefined,
  );
}
