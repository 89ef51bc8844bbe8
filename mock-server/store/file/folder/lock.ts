import { randomBytes } from 'node:crypto';
import { link, readdir, rm, stat, symlink, unlink } from 'node:fs/promises';
import type { Server } from 'node:net';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { UnusableFolder } from '../../interface/unusable-folder.ts';
import { ask, listen, type Nearby, NOT_OURS, nearby, pipeOf } from './lock-socket.ts';

/** How often it is tried anew because somebody else was faster; each of them ends as holder, or dead. */
const TRIES = 1000;

/** Not every file system has sockets. */
const NO_SOCKETS = ['ENOTSUP', 'EOPNOTSUPP', 'EPERM', 'EINVAL', 'EIO', 'ENOSYS', 'EAFNOSUPPORT'];

/**
 * Holds a folder for this process alone. The lock is a socket in the folder that the process listens on: the kernel
 * closes it with the process, however that ends, and it does not care for process ids, which containers repeat.
 *
 * Locks are numbered, and the highest number counts. A socket gets its number only when it is listened on, so one that
 * nobody listens on belongs to a dead process; a number is given once, by an operation that fails where there is one;
 * and none is removed but by a higher one. So of several that find a dead one, exactly one comes next.
 */
export class FolderLock {
  readonly #server: Server | undefined;
  readonly #near: Nearby | undefined;
  /** The socket under its number, and which file it is. */
  readonly #place: { path: string; inode: number } | undefined;

  private constructor(server?: Server, near?: Nearby, place?: { path: string; inode: number }) {
    this.#server = server;
    this.#near = near;
    this.#place = place;
  }

  /** @throws UnusableFolder when another process holds the folder, saying which */
  static async take(folder: string): Promise<FolderLock> {
    const pipe = pipeOf(folder);
    if (pipe !== undefined) return new FolderLock(await takePipe(folder, pipe));
    const near = await nearby(folder);
    try {
      // What is done by this path is about one and the same folder, even while another one is put in its place.
      for (let tries = 0; tries < TRIES; tries += 1) {
        const latest = await highest(near.path);
        const other = latest === 0 ? undefined : await ask(join(near.path, nameOf(latest)));
        if (other !== undefined) throw await inUse(folder, other, nameOf(latest));
        const server = await claim(near.path, latest + 1);
        if (server === 'unsupported') return await FolderLock.#without(folder, near);
        if (server === 'late') continue;
        const lock = new FolderLock(server, near, await placeOf(folder, near.path, nameOf(latest + 1)));
        if (await lock.inPlace()) return lock;
        server.close();
        throw new Error('it was replaced meanwhile');
      }
      throw new Error('too many try to at once');
    } catch (error) {
      await near.forget();
      throw error instanceof UnusableFolder
        ? error
        : new UnusableFolder(folder, `it cannot be locked: ${(error as Error).message}`);
    }
  }

  /** Why the folder cannot be held at present, if another process holds it; nothing is changed. */
  static async holder(folder: string): Promise<UnusableFolder | undefined> {
    const pipe = pipeOf(folder);
    const near = await nearby(folder);
    try {
      const latest = await highest(near.path);
      const place = pipe ?? (latest === 0 ? undefined : join(near.path, nameOf(latest)));
      const other = place === undefined ? undefined : await ask(place);
      return other === undefined ? undefined : await inUse(folder, other, nameOf(latest));
    } finally {
      await near.forget();
    }
  }

  static async #without(folder: string, near: Nearby): Promise<FolderLock> {
    await near.forget();
    process.stderr.write(
      `flowx-mock: ${folder} cannot be locked, its file system has no sockets; see to it that no other process uses it\n`,
    );
    return new FolderLock();
  }

  /**
   * Whether it still is where others look for it, so that nobody else can have been in the folder; undefined where
   * there are no locks.
   */
  async inPlace(): Promise<boolean | undefined> {
    if (!this.#place) return this.#server ? true : undefined;
    const { path, inode } = this.#place;
    return stat(path).then(
      ({ ino }) => ino === inode,
      () => false,
    );
  }

  /** The file stays, and nobody listens on it any more. */
  async release(): Promise<void> {
    const server = this.#server;
    if (server) await new Promise((done) => server.close(done));
    await this.#near?.forget();
  }
}

async function placeOf(folder: string, near: string, name: string): Promise<{ path: string; inode: number }> {
  return { path: join(folder, name), inode: (await stat(join(near, name))).ino };
}

const nameOf = (number: number): string => `lock-${number}.sock`;

/** The highest number of a lock; 0 when there is none. */
async function highest(folder: string): Promise<number> {
  const numbers = (await readdir(folder)).map((name) => Number(/^lock-(\d+)\.sock$/.exec(name)?.[1] ?? 0));
  return Math.max(0, ...numbers);
}

/** Listens, then takes a number; 'late' when somebody else was faster. */
async function claim(folder: string, number: number): Promise<Server | 'late' | 'unsupported'> {
  const own = `lock-${number}.${process.pid}-${randomBytes(4).toString('hex')}.sock`;
  let server: Server;
  try {
    server = await listen(join(folder, own), holder());
  } catch (error) {
    if (NO_SOCKETS.includes((error as NodeJS.ErrnoException).code ?? '')) return 'unsupported';
    throw error;
  }
  const taken = await takeNumber(folder, own, number);
  if (taken && (await highest(folder)) === number) {
    await clearAway(folder, number);
    return server;
  }
  await new Promise((done) => server.close(done));
  return 'late';
}

/** Gives the socket its number; false when somebody else has it. */
async function takeNumber(folder: string, own: string, number: number): Promise<boolean> {
  const [from, to] = [join(folder, own), join(folder, nameOf(number))];
  try {
    await link(from, to);
    await unlink(from);
    return true;
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'EEXIST' || code === 'ENOENT') return false;
  }
  // Where files cannot have two names, a pointer to the socket does.
  return symlink(own, to).then(
    () => true,
    () => false,
  );
}

/** Removes what the dead left behind. */
async function clearAway(folder: string, number: number): Promise<void> {
  for (const name of await readdir(folder)) {
    const [, one = number] = /^lock-(\d+)\..*sock$/.exec(name) ?? [];
    if (Number(one) < number) await rm(join(folder, name), { force: true });
  }
}

async function takePipe(folder: string, pipe: string): Promise<Server> {
  try {
    return await listen(pipe, holder());
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EADDRINUSE')
      throw await inUse(folder, (await ask(pipe)) ?? '', pipe);
    throw new UnusableFolder(folder, `it cannot be locked: ${(error as Error).message}`);
  }
}

const holder = (): string =>
  JSON.stringify({ pid: process.pid, host: hostname(), since: new Date().toISOString() });

async function inUse(folder: string, said: string, name: string): Promise<UnusableFolder> {
  if (said === NOT_OURS) {
    const path = join(folder, name);
    const owner = await stat(path).then(
      ({ uid }) => `user ${uid}`,
      () => 'another user',
    );
    const advice = `If no flowx-mock runs there, remove the file; or run as that user, or choose another folder with --data DIR.`;
    return new UnusableFolder(
      folder,
      `${path} is the lock of a process of ${owner}, which may not be asked`,
      advice,
    );
  }
  let who = 'another process';
  try {
    const { pid, host, since } = JSON.parse(said) as Record<string, string>;
    who = `process ${pid} on ${host}, since ${since}`;
  } catch {
    // The holder did not say who it is; that there is one is enough.
  }
  return new UnusableFolder(folder, `${who}, uses it`, 'Stop it, or choose another folder with --data DIR.');
}
