// `flowx-mock exec` as a process of its own, with a command that is a few lines of JavaScript.
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { setTimeout as later } from 'node:timers/promises';
import { command } from '../../served.ts';

export interface Executed {
  process: ChildProcess;
  /** What the command has printed so far. */
  out(): string;
  /** What we have said so far. */
  said(): string;
  /** Waits until the command has printed something like it. */
  printed(pattern: RegExp): Promise<RegExpMatchArray>;
  /** The exit code, once nobody has our output open any more. */
  ended: Promise<number | null>;
}

interface Options {
  cwd?: string;
  env?: NodeJS.ProcessEnv;
}

/** Begins `flowx-mock exec` with these arguments. */
export function executed(args: string[], { cwd, env }: Options = {}): Executed {
  const child = spawn(process.execPath, [command, 'exec', ...args], {
    ...(cwd !== undefined && { cwd }),
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const told = { out: '', said: '' };
  child.stdout.on('data', (chunk) => {
    told.out += chunk;
  });
  child.stderr.on('data', (chunk) => {
    told.said += chunk;
  });
  const ended = once(child, 'close').then(([code]) => code as number | null);
  const printed = async (pattern: RegExp): Promise<RegExpMatchArray> => {
    for (;;) {
      const found = told.out.match(pattern);
      if (found) return found;
      const more = await Promise.race([once(child.stdout, 'data'), ended.then(() => 'ended')]);
      if (more === 'ended' && !pattern.test(told.out))
        throw new Error(`it ended without ${pattern}: ${told.out}${told.said}`);
    }
  };
  return { process: child, out: () => told.out, said: () => told.said, printed, ended };
}

/** Arguments that run JavaScript as the command. */
export function js(program: string): string[] {
  return ['--', process.execPath, '-e', program];
}

/** Prints its process id and the stand-in's address, and stays. */
export const STAYS = `console.log('pid ' + process.pid + ' ' + process.env.FLOWX_MOCK_URL); setInterval(() => {}, 1000);`;

/** Whether a process is there; one that ended and was not yet asked for by its parent is not. */
function isThere(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return !isZombie(pid);
  } catch {
    return false;
  }
}

function isZombie(pid: number): boolean {
  try {
    return /\) Z /.test(readFileSync(`/proc/${pid}/stat`, 'utf8'));
  } catch {
    return false;
  }
}

/** Waits until a process is gone: who is killed needs a moment to end. */
export async function untilGone(pid: number): Promise<void> {
  while (isThere(pid)) await later(10);
}
