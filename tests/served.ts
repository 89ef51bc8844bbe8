// The built command as users run it: a process of its own, its first line of JSON, its exit code.
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

const root = join(import.meta.dirname, '..');
export const command = join(root, 'dist', 'mock-server', 'main.js');

export interface Served {
  url: string;
  process: ChildProcess;
  /** Everything it said on stderr so far. */
  talk(): string;
  /** Ends it and gives its exit code; SIGTERM unless told otherwise. */
  end(signal?: NodeJS.Signals): Promise<number | null>;
}

interface RunOptions {
  cwd?: string | undefined;
  env?: NodeJS.ProcessEnv | undefined;
  /** Runs as somebody else. */
  uid?: number | undefined;
}

/** Starts `flowx-mock serve --json --port 0` with more arguments. @throws what it said, when it does not get ready */
export async function served(
  args: string[],
  options: RunOptions & { fileBlocks?: number } = {},
): Promise<Served> {
  const whole = [process.execPath, command, 'serve', '--json', '--port', '0', ...args];
  // A shell sets how large files may become, in blocks of its own, and becomes the server.
  const limit = ['sh', '-c', `ulimit -S -f ${options.fileBlocks}; exec "$@"`, 'sh'];
  const [file = '', ...rest] = options.fileBlocks === undefined ? whole : [...limit, ...whole];
  const child = spawn(file, rest, {
    ...(options.uid !== undefined && { uid: options.uid }),
    cwd: options.cwd ?? root,
    env: { ...process.env, ...options.env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let talk = '';
  child.stderr.on('data', (chunk) => {
    talk += chunk;
  });
  const ended = once(child, 'close').then(([code]) => code as number | null);
  const lines = createInterface({ input: child.stdout });
  const line = await Promise.race([once(lines, 'line').then(([text]) => text as string), ended]);
  if (typeof line !== 'string') throw new Error(`serve ended with ${line}: ${talk}`);
  const { url } = JSON.parse(line) as { url: string };
  const end = (signal: NodeJS.Signals = 'SIGTERM'): Promise<number | null> => {
    child.kill(signal);
    return ended;
  };
  return { url, process: child, talk: () => talk, end };
}

/** Runs the built command to its end. */
export async function ran(args: string[], options: RunOptions = {}) {
  const child = spawn(process.execPath, [command, ...args], {
    ...(options.uid !== undefined && { uid: options.uid }),
    cwd: options.cwd ?? root,
    env: { ...process.env, ...options.env },
    stdio: ['ignore', 'pipe', 'pipe'],
    // What should end and does not must not hold the tests up for ever.
    timeout: 30_000,
  });
  const output = { stdout: '', stderr: '' };
  child.stdout.on('data', (chunk) => {
    output.stdout += chunk;
  });
  child.stderr.on('data', (chunk) => {
    output.stderr += chunk;
  });
  const [code] = (await once(child, 'close')) as [number | null];
  return { code, ...output };
}
