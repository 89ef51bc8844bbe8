// CommandContext for commands: streams that remember, a terminal that types, a signal to give.
import { PassThrough } from 'node:stream';
import type { CommandContext } from '../../../../mock-server/cli/settings/command-context.ts';

export interface Surrounded extends CommandContext {
  out(): string;
  said(): string;
  /** Types on the terminal. */
  type(keys: string): void;
  interrupt(signal: NodeJS.Signals): void;
}

/** @param terminal whether somebody sits at it */
export function surrounded({ terminal = false, env = {} as NodeJS.ProcessEnv } = {}): Surrounded {
  const [stdin, stdout, stderr] = [new PassThrough(), new PassThrough(), new PassThrough()];
  const ending = new AbortController();
  const text = { out: '', said: '' };
  stdout.on('data', (chunk) => {
    text.out += chunk;
  });
  stderr.on('data', (chunk) => {
    text.said += chunk;
  });
  return {
    env,
    stdin: Object.assign(stdin, { isTTY: terminal, setRawMode: () => stdin }) as unknown as NodeJS.ReadStream,
    stdout,
    // readline takes keys such as Ctrl-C for what they mean when it writes to a terminal.
    stderr: Object.assign(stderr, { isTTY: terminal, columns: 200 }),
    signal: ending.signal,
    out: () => text.out,
    said: () => text.said,
    type: (keys) => stdin.write(keys),
    interrupt: (signal) => ending.abort(signal),
  };
}
