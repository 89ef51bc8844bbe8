import type { CommandContext } from '../settings/command-context.ts';
import { progressOnTerminal } from '../settings/progress-on-terminal.ts';

/** How far a run is: on a terminal only, and never in CI. */
export function progressLine({ env, stderr }: CommandContext) {
  const line = progressOnTerminal(stderr);
  return {
    show: (done: number, total: number, name: string): void => {
      if (!env.CI) line.show(`${done}/${total} ${name}`);
    },
    clear: (): void => {
      if (!env.CI) line.clear();
    },
  };
}
