import { followDueTransitions, nextDue, receiveEvent } from '../instances/due-transitions.ts';
import type { Instance } from '../instances/instance.ts';
import type { Lifecycle } from '../instances/lifecycle.ts';
import type { DataMatches } from '../instances/lifecycle-machine.ts';
import { drawWeighted } from '../values/draw.ts';
import type { BegunCase } from './begin-case.ts';
import type { Calendar } from './calendar.ts';
import { type Stage, wordsOf } from './cast.ts';
import { makeValues } from './make-values.ts';
import { afterPace } from './pace.ts';
import type { Course, Way } from './story.ts';

/** More steps than these can only be a story that turns in a circle. */
const MOST_STEPS = 1000;

/** An event that the story sent, and the instance that it was sent to. */
export interface SentEvent {
  before: Instance;
  event: string;
  data: Record<string, unknown>;
}

/**
 * A started instance as it is at the present of the story: events come as its course says, delays fall due as its
 * lifecycle says, each at its moment and none after the present.
 * @param seen told of each event before it is sent, and with undefined when a delay has come to its end
 * @throws Error where the story cannot go on, saying why
 */
export function goOn(
  stage: Stage,
  calendar: Calendar,
  begun: BegunCase,
  started: Instance,
  lifecycle: Lifecycle,
  judge: DataMatches,
  seen?: (sent: SentEvent | undefined) => void,
): Instance {
  let instance = started;
  for (let steps = 0; steps < MOST_STEPS; steps += 1) {
    const step = nextStep(stage, calendar, begun, instance, judge);
    const due = nextDue(instance);
    const next = Math.min(step?.at ?? Number.POSITIVE_INFINITY, due ?? Number.POSITIVE_INFINITY);
    if (next > stage.now) return instance;
    if (step === undefined || (due !== undefined && due <= step.at)) {
      seen?.(undefined);
      instance = followDueTransitions(instance, lifecycle, next);
    } else {
      seen?.({ before: instance, event: step.event, data: step.data });
      instance = sent(instance, lifecycle, step);
    }
  }
  throw new Error(`${begun.rules.name} takes more than ${MOST_STEPS} steps without coming to an end`);
}

interface Step {
  at: number;
  event: string;
  data: Record<string, unknown>;
}

function sent(instance: Instance, lifecycle: Lifecycle, { at, event, data }: Step): Instance {
  const withData = Object.keys(data).length > 0 && { data };
  const after = receiveEvent(instance, lifecycle, { type: event, ...withData }, at);
  if (after) return after;
  throw new Error(`state ${instance.state} of ${instance.process} does not take ${event}`);
}

/** What the story has happen next; undefined when it waits. */
function nextStep(
  stage: Stage,
  calendar: Calendar,
  begun: BegunCase,
  instance: Instance,
  judge: DataMatches,
): Step | undefined {
  const { one, rules } = begun;
  const course = one.hero?.course?.[instance.state] ?? rules.course?.[instance.state];
  if (!course) return undefined;
  const visit = instance.timeline.filter(({ to }) => to === instance.state).length;
  const words = [...wordsOf(stage, one), 'course', instance.state, visit];
  const way = wayOf(course, instance, judge, words);
  const pace = way?.pace ?? course.pace;
  if (way?.event === undefined || !pace) return undefined;
  const entered = Date.parse(instance.timeline.at(-1)?.at ?? instance.startedAt);
  const at = afterPace(calendar, entered, pace, words);
  return { at, event: way.event, data: answerOf(calendar, begun, instance, way, at, words) };
}

function wayOf(
  { ways }: Course,
  { data }: Instance,
  judge: DataMatches,
  words: (string | number)[],
): Way | undefined {
  const open = ways.filter(({ when, share }) => share > 0 && (when === undefined || judge(when, data)));
  if (open.length === 0) return undefined;
  const shares = open.map(({ share }) => share);
  return open[drawWeighted(shares, ...words, 'way')];
}

function answerOf(
  { zone }: Calendar,
  { people, facts, locale }: BegunCase,
  instance: Instance,
  { event = '', data }: Way,
  at: number,
  words: (string | number)[],
): Record<string, unknown> {
  if (data === undefined) return {};
  const known = { ...people, case: facts, data: instance.data };
  return makeValues(data, { known, own: 'answer', locale, at, zone, words: [...words, event] });
}
