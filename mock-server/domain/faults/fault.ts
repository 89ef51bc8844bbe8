/** What can become of the connection instead of an answer, or of the way an answer is sent. */
export const SHAPES = ['reset', 'empty', 'truncate', 'garbage', 'drip', 'stall'] as const;

export type Shape = (typeof SHAPES)[number];

/** Shapes of which no answer is sent, not even its headers. */
export type Speechless = 'reset' | 'empty' | 'garbage';

export function isSpeechless(shape: Shape | undefined): shape is Speechless {
  return shape === 'reset' || shape === 'empty' || shape === 'garbage';
}

/** Milliseconds, or what they are drawn from. */
export type Delay =
  | number
  | { fixed: number }
  | { uniform: { min: number; max: number } }
  | { lognormal: { median: number; sigma: number } };

/** No delay is longer, in milliseconds: ten minutes. */
export const LONGEST_DELAY = 600_000;

/** What becomes of a request. */
export interface Effect {
  /** The answer's status. */
  code?: number;
  /** The refusal, by its name in `refusals.yaml`, whose status and headers are meant. */
  refusal?: string;
  fault?: Shape;
  /** `before`: the request has no effect. `after`: it has its effect, and its answer is lost or replaced. */
  when: 'before' | 'after';
  delay?: Delay;
  /** Of a refusal, in seconds: its `Retry-After`. */
  retryAfter?: number;
}

/** A fault as it is written: `contracts/faults.schema.json`. */
export interface FaultEntry extends Partial<Effect> {
  api?: string;
  operationId?: string;
  path?: string;
  match?: unknown;
  world?: string;
  profile?: string;
  probability?: number;
  skip?: number;
  times?: number;
  from?: string;
  to?: string;
}

/** How one answer is steered, everything drawn. */
export interface Steering extends Effect {
  /** How late it begins, in real milliseconds. */
  delay: number;
  /** How long a drip takes from then on, where that was said. */
  over?: number;
  /** A named example of the contract. */
  example?: string;
  /** Of generated data. */
  seed?: string;
  /** Who asked for it, as the journal tells it. */
  by: { preference: string } | { fault: number; profile?: string };
}

/** The delay that something has itself is how late it comes, after those before it; but of a drip, how long it takes. */
export function timing(shape: Shape | undefined, own: number, before = 0): Pick<Steering, 'delay' | 'over'> {
  if (shape !== 'drip') return { delay: Math.min(before + own, LONGEST_DELAY) };
  return { delay: before, ...(own > 0 && { over: own }) };
}
