import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { constants } from 'node:os';
import { setTimeout as later } from 'node:timers/promises';
import { isatty } from 'node:tty';

/** How long what a command leaves behind may take to end. */
const GRACE_MS = 2_000;
const PAUSE_MS = 20;

const STDIN = 0;
const KILLED = 128;
const NOT_EXECUTABLE = 126;
const NOT_FOUND = 127;

/** The command cannot be run; the exit code is the one that shells give for it. */
export class CannotRun extends Error {
  override readonly name = 'CannotRun';
  readonly exitCode: number;

  constructor(message: string, exitCode: number) {
    super(message);
    this.exitCode = exitCode;
  }
}

/**
 * Runs a command with our own input and output until it has ended, and whatever it started in its process group, too.
 *
 * In a terminal the command shares our process group, so that it may read from it, and gets Ctrl-C from the terminal
 * itself. Elsewhere it has a group of its own, which we can end as a whole.
 * @param signal aborted with the name of the signal that we were sent
 * @returns its exit code, 128 and the signal's number when a signal ended it
 * @throws CannotRun
 */
export async function runChild(
  [file = '', ...args]: readonly string[],
  env: NodeJS.ProcessEnv,
  signal: AbortSignal,
): Promise<number> {
  if (file === '')
    throw new CannotRun('the command is empty; is the variable set that it comes from?', NOT_FOUND);
  // Windows has neither process groups nor a way to start npm but through the shell.
  const windows = process.platform === 'win32';
  const group = !windows && !isatty(STDIN);
  let stopWatching = (): void => undefined;
  try {
    // Some of what stands in the way is thrown here, and some is told by the child.
    const child = spawn(file, args, { stdio: 'inherit', env, detached: group, shell: windows });
    stopWatching = watch(child, group, signal);
    const [code, killer] = (await once(child, 'exit')) as [number | null, NodeJS.Signals | null];
    if (group) await endGroup(child);
    return code ?? KILLED + constants.signals[killer ?? 'SIGKILL'];
  } catch (error) {
    throw reasonOf(error as NodeJS.ErrnoException, file);
  } finally {
    stopWatching();
  }
}

/** Passes on the signal that we are sent; the child does not outlive us, however we end. */
function watch(child: ChildProcess, group: boolean, signal: AbortSignal): () => void {
  const forward = (): void => {
    if (signal.reason === 'SIGTERM') child.kill('SIGTERM');
    // As a terminal does it; and there the terminal has done it.
    else if (group) send(child, signal.reason);
  };
  const kill = (): void => void (group ? send(child, 'SIGKILL') : child.kill('SIGKILL'));
  const hangUp = (): void => process.exit(KILLED + constants.signals.SIGHUP);
  if (signal.aborted) forward();
  signal.addEventListener('abort', forward, { once: true });
  process.on('exit', kill);
  if (group) process.on('SIGHUP', hangUp);
  return () => {
    signal.removeEventListener('abort', forward);
    process.off('exit', kill);
    process.off('SIGHUP', hangUp);
  };
}

/** Ends what is left in the group of a command that has ended. */
async function endGroup(child: ChildProcess): Promise<void> {
  const deadline = performance.now() + GRACE_MS;
  for (let alive = send(child, 'SIGTERM'); alive; alive = send(child, 0)) {
    if (performance.now() > deadline) return void send(child, 'SIGKILL');
    await later(PAUSE_MS);
  }
}

/** Sends a signal to the whole group. @returns whether there is anybody in it */
function send({ pid }: ChildProcess, signal: NodeJS.Signals | 0): boolean {
  try {
    return pid !== undefined && process.kill(-pid, signal);
  } catch {
    return false;
  }
}

function reasonOf({ code, message }: NodeJS.ErrnoException, file: string): Error {
  if (code === 'ENOENT')
    return new CannotRun(`there is no command "${file}"; is it installed, and on the PATH?`, NOT_FOUND);
  return new CannotRun(`"${file}" cannot be run: ${message}`, NOT_EXECUTABLE);
}
