import type { CommandContext } from '../settings/command-context.ts';

/** Back to the start of the line, and nothing on it. */
const CLEAR = '\r\u001b[2K';

/** One line that says how far a run is: on a terminal only, and never in CI. */
export function progressLine({ env, stderr }: CommandContext) {
  const wanted = 'isTTY' in stderr && stderr.isTTY === true && !env.CI;
  const width = ('columns' in stderr && Number(stderr.columns)) || 80;
  return {
    show: (done: number, total: number, name: string): void => {
      if (wanted) stderr.write(`${CLEAR}${`${done}/${total} ${name}`.slice(0, width - 1)}`);
    },
    clear: (): void => {
      if (wanted) stderr.write(CLEAR);
    },
  };
}
