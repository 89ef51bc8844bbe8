import { setImmediate as nextTurn } from 'node:timers/promises';

let last: Promise<unknown> = Promise.resolve();

/** Does something that takes a while, one after the other, with a turn of the event loop for everybody else between. */
export function inTurn<Result>(work: () => Result): Promise<Result> {
  const done = last.then(work);
  last = done.then(
    () => nextTurn(),
    () => nextTurn(),
  );
  return done;
}
