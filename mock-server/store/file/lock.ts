import { createHash } from 'node:crypto';
import { mkdir, rm, rmdir, stat } from 'node:fs/promises';
import { connect, createServer, type Server } from 'node:net';
import { hostname } from 'node:os';
import { join, relative, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { UnusableFolder } from '../unusable-folder.ts';

/** How long somebody may take to clear away the lock of a dead process. */
const TAKEOVER_MS = 5_000;

/**
 * Holds a folder for this process alone. The lock is a socket in the folder that the process listens on: the kernel
 * closes it with the process, however that ends, and it does not care for process ids, which containers repeat.
 */
export class FolderLock {
  readonly #server: Server | undefined;

  private constructor(server: Server | undefined) {
    this.#server = server;
  }

  /** @throws UnusableFolder when another process holds the folder, saying which */
  static async take(folder: string): Promise<FolderLock> {
    const address = addressOf(folder);
    const holder = JSON.stringify({ pid: process.pid, host: hostname(), since: new Date().toISOString() });
    const deadline = Date.now() + 2 * TAKEOVER_MS;
    for (;;) {
      const server = await listen(address, holder);
      if (server !== 'taken') return new FolderLock(server);
      const other = await ask(address);
      if (other !== undefined) throw inUse(folder, other);
      if (Date.now() > deadline) throw inUse(folder, '');
      await clearAway(folder, address);
    }
  }

  async release(): Promise<void> {
    const server = this.#server;
    if (server) await new Promise((done) => server.close(done));
  }
}

/** Socket paths are short; the shorter of two spellings is taken. */
function addressOf(folder: string): string {
  if (process.platform === 'win32') {
    return `\\\\.\\pipe\\flowx-mock-${createHash('sha256').update(resolve(folder).toLowerCase()).digest('hex').slice(0, 32)}`;
  }
  const absolute = join(resolve(folder), 'lock.sock');
  const near = relative(process.cwd(), absolute);
  return near.length < absolute.length ? near : absolute;
}

/** Listens, or tells that somebody else does or did; undefined where the file system has no sockets. */
function listen(address: string, holder: string): Promise<Server | 'taken' | undefined> {
  return new Promise((fulfil, fail) => {
    const server = createServer((socket) => socket.on('error', () => {}).end(holder));
    server.once('error', ({ code, message }: NodeJS.ErrnoException) => {
      if (code === 'EADDRINUSE') return fulfil('taken');
      if (['ENOTSUP', 'EOPNOTSUPP', 'EPERM', 'ENAMETOOLONG', 'EINVAL'].includes(code ?? '')) {
        process.stderr.write(
          `flowx-mock: ${address} cannot be locked (${code}); see to it that no other process uses it\n`,
        );
        return fulfil(undefined);
      }
      fail(new UnusableFolder(address, `it cannot be locked: ${message}`));
    });
    server.listen(address, () => {
      server.unref();
      fulfil(server);
    });
  });
}

/** What the holder says of itself; undefined when nobody listens any more. */
function ask(address: string): Promise<string | undefined> {
  return new Promise((fulfil) => {
    const socket = connect(address);
    let text = '';
    socket.setTimeout(1000, () => socket.destroy());
    socket.on('data', (chunk) => {
      text += chunk;
    });
    socket.on('error', ({ code }: NodeJS.ErrnoException) => {
      if (code === 'ECONNREFUSED' || code === 'ENOENT') fulfil(undefined);
    });
    socket.on('close', () => fulfil(text));
  });
}

/** Removes the socket of a dead process; of several that find it, one at a time, each looking again first. */
async function clearAway(folder: string, address: string): Promise<void> {
  const turn = join(folder, 'lock.turn');
  try {
    await mkdir(turn);
  } catch {
    const since = await stat(turn).then(
      ({ mtimeMs }) => mtimeMs,
      () => Date.now(),
    );
    if (Date.now() - since > TAKEOVER_MS) await rmdir(turn).catch(() => {});
    await sleep(25);
    return;
  }
  try {
    if ((await ask(address)) === undefined) await rm(address, { force: true });
  } finally {
    await rmdir(turn).catch(() => {});
  }
}

function inUse(folder: string, holder: string): UnusableFolder {
  let who = 'another process';
  try {
    const { pid, host, since } = JSON.parse(holder) as Record<string, string>;
    who = `process ${pid} on ${host}, since ${since}`;
  } catch {
    // It did not say; that it is there is enough.
  }
  return new UnusableFolder(folder, `${who}, uses it`, 'Stop it, or choose another folder with --data DIR.');
}
