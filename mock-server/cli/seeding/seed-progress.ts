import type { CommandContext } from '../settings/command-context.ts';
import { progressOnTerminal } from '../settings/progress-on-terminal.ts';

/** How many cases there are so far, how fast they come and how long it takes. */
export function seedProgress({ stderr }: Pick<CommandContext, 'stderr'>) {
  const line = progressOnTerminal(stderr);
  const begun = performance.now();
  return {
    show: (done: number, count: number): void => {
      const rate = Math.round((done / Math.max(performance.now() - begun, 1)) * 1000);
      const left = Math.round((count - done) / Math.max(rate, 1));
      line.show(`${done} of ${count} cases, ${rate} a second, ${left} s left`);
    },
    clear: line.clear,
  };
}
