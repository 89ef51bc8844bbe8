import { type ChildProcess, spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { request } from 'node:http';
import { availableParallelism, tmpdir } from 'node:os';
import type { LoadRequest } from './contender.ts';

/** The load has the last core for itself, whoever is measured has all others: with two cores, one each. */
const last = availableParallelism() - 1;
const pinned = process.platform === 'linux' && last > 0;
const CORES = { measured: last === 1 ? '0' : `0-${last - 1}`, load: String(last) };

/** How that is told beside figures. */
export const cores = pinned ? `cores ${CORES.measured} for each, ${CORES.load} for the load` : 'cores shared';

/** A command line on the cores of those who are measured, or of the load. */
export function onCores(whose: 'measured' | 'load', command: string[]): string[] {
  return pinned ? ['taskset', '-c', CORES[whose], ...command] : command;
}

export interface Running {
  child: ChildProcess;
  /** From the start of the process to its first right answer, in milliseconds. */
  startUpMs: number;
  stop(): Promise<void>;
}

/**
 * Starts a server, and waits for its first right answer.
 * @param cwd where it may leave files: some do
 * @throws what it said, when it ends instead
 */
export async function start(
  command: string[],
  port: number,
  asked: LoadRequest,
  cwd = tmpdir(),
): Promise<Running> {
  const startedAt = performance.now();
  const [file = '', ...args] = onCores('measured', command);
  const child = spawn(file, args, { cwd, stdio: ['ignore', 'pipe', 'pipe'] });
  let talk = '';
  child.stdout.on('data', (chunk) => {
    talk = `${talk}${chunk}`.slice(-2000);
  });
  child.stderr.on('data', (chunk) => {
    talk = `${talk}${chunk}`.slice(-2000);
  });
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  for (let status = 0; status < 200 || status > 299; status = await ask(port, asked)) {
    if (child.exitCode !== null) throw new Error(`it ended with ${child.exitCode}: ${talk}`);
    if (performance.now() - startedAt > 60_000) {
      child.kill('SIGKILL');
      throw new Error(`it gave no right answer within a minute (the last was ${status}): ${talk}`);
    }
    await new Promise((resolve) => setTimeout(resolve, 2));
  }
  const startUpMs = performance.now() - startedAt;
  const stop = async (): Promise<void> => {
    const late = setTimeout(() => child.kill('SIGKILL'), 10_000);
    child.kill();
    await ended;
    clearTimeout(late);
  };
  return { child, startUpMs, stop };
}

/** The status of one answer; 0 when there was none. */
export function ask(port: number, { method, path, headers, body }: LoadRequest): Promise<number> {
  return new Promise((resolve) => {
    const sent = request({ host: '127.0.0.1', port, method, path, headers, agent: false }, (answer) => {
      answer.resume().on('end', () => resolve(answer.statusCode ?? 0));
    });
    sent.on('error', () => resolve(0)).end(body);
  });
}

/** What a process holds in memory, in bytes; undefined where that cannot be read. */
export function memoryOf({ pid }: ChildProcess): number | undefined {
  try {
    const [, kilobytes] = /^VmRSS:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8')) ?? [];
    return kilobytes === undefined ? undefined : Number(kilobytes) * 1024;
  } catch {
    return undefined;
  }
}

/** How much time a process had on a core, threads included, in seconds. Linux only. */
export function cpuOf({ pid }: ChildProcess): number {
  const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
  // Behind the name in parentheses: the 12th and 13th are user and system time, in hundredths of a second.
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return (Number(fields[11]) + Number(fields[12])) / 100;
}
