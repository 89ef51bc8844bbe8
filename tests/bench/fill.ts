import { START } from './contender.ts';
import { ours } from './contenders/ours.ts';
import { ask, start } from './running.ts';

/** How many start at once. */
const AT_ONCE = 64;

/** Starts so many processes by the API, with the data kept in `folder`/… as `--data` has it. */
export async function fill(
  folder: string,
  count: number,
  port: number,
  say: (text: string) => void,
): Promise<void> {
  const command = ours.command({ port, folder, home: '' });
  command[command.indexOf('--data') + 1] = folder;
  const { stop } = await start(command, port, START);
  let begun = 0;
  const worker = async (): Promise<void> => {
    while (begun < count) {
      begun += 1;
      if (begun % 10_000 === 0) say(`${begun.toLocaleString('en')} of ${count.toLocaleString('en')} kept`);
      const status = await ask(port, START);
      if (status !== 200) throw new Error(`a start was answered with ${status}`);
    }
  };
  try {
    await Promise.all(Array.from({ length: AT_ONCE }, worker));
  } finally {
    await stop();
  }
}
