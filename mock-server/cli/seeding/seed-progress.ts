import type { CommandContext } from '../settings/command-context.ts';

/** Back to the start of the line, and nothing on it. */
const CLEAR = '\r\u001b[K';

/** One line that says how many cases there are so far, how fast they come and how long it takes: on a terminal only. */
export function seedProgress({ stderr }: Pick<CommandContext, 'stderr'>) {
  const wanted = 'isTTY' in stderr && stderr.isTTY === true;
  const begun = performance.now();
  return {
    show: (done: number, count: number): void => {
      const rate = Math.round((done / Math.max(performance.now() - begun, 1)) * 1000);
      const left = Math.round((count - done) / Math.max(rate, 1));
      if (wanted) stderr.write(`${CLEAR}${done} of ${count} cases, ${rate} a second, ${left} s left`);
    },
    clear: (): void => {
      if (wanted) stderr.write(CLEAR);
    },
  };
}
