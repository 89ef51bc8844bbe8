// Prism as a validating proxy: a client's calls go through it to a server, and whatever breaks the OpenAPI document
// on the way there or back comes out as an error of Prism's own.
import { type ChildProcessByStdio, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import type { Readable } from 'node:stream';
import { setTimeout as pause } from 'node:timers/promises';
import { freePort } from './free-port.ts';

const PRISM = join(
  dirname(createRequire(import.meta.url).resolve('@stoplight/prism-cli/package.json')),
  'dist/index.js',
);
const PATIENCE_MS = 150_000;

export interface Prism {
  url: string;
  /** Ends it; also while it is still starting. */
  end(): Promise<void>;
  /** Settles when it answers. @throws what it said, when it does not */
  ready: Promise<void>;
}

/** Starts `prism proxy DOCUMENT UPSTREAM --errors`. Whoever starts it ends it, whether it gets ready or not. */
export async function prism(document: string, upstream: string): Promise<Prism> {
  const port = await freePort();
  const args = [PRISM, 'proxy', document, upstream, '--errors', '--port', String(port)];
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'pipe'] });
  const ended = once(child, 'close');
  const end = async (): Promise<void> => {
    child.kill('SIGKILL');
    await ended;
  };
  return { url: `http://127.0.0.1:${port}`, end, ready: listening(child) };
}

async function listening(child: ChildProcessByStdio<null, Readable, Readable>): Promise<void> {
  let talk = '';
  // Read to the end, so that it never waits for somebody to listen.
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (chunk) => {
      talk += chunk;
    });
  const deadline = Date.now() + PATIENCE_MS;
  while (!talk.includes('Prism is listening')) {
    const gone = child.exitCode !== null || child.signalCode !== null;
    if (gone || Date.now() > deadline) throw new Error(`prism did not start: ${talk}`);
    await pause(50);
  }
}
