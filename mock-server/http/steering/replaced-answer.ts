import type { Steering } from '../../domain/faults/fault.ts';

/** Whether a steered answer is to be another one than the operation's own. */
export function isReplaced({ code, example, seed }: Steering): boolean {
  return code !== undefined || example !== undefined || seed !== undefined;
}

/** Whether it is another one that only requests get which pass all checks: what is asked for is no refusal. */
export function isReplacedWhenChecked(steering: Steering): boolean {
  return steering.when === 'before' && isReplaced(steering) && (steering.code ?? 200) < 400;
}
