import { createHash, randomBytes } from 'node:crypto';
import { type FileHandle, open, stat, symlink, unlink } from 'node:fs/promises';
import { connect, createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join, relative, resolve } from 'node:path';

/** The longest path that a socket may have is 104 bytes on some systems; a file of ours takes up to 40 of them. */
const LONGEST_FOLDER = 60;
/** How long a process that listens may take to say who it is. */
const PATIENCE_MS = 1000;

/** A folder by a path that is short enough for sockets, however long its own is. */
export interface Nearby {
  path: string;
  forget(): Promise<void>;
}

export async function nearby(folder: string): Promise<Nearby> {
  const handle: FileHandle | undefined = await open(folder, 'r').catch(() => undefined);
  const path = `/proc/self/fd/${handle?.fd}`;
  const reachable = await stat(path).then(
    () => true,
    () => false,
  );
  // The handle also keeps meaning this folder when another folder is put in its place.
  if (handle && reachable) return { path, forget: () => handle.close() };
  await handle?.close();
  const absolute = resolve(folder);
  const near = relative(process.cwd(), absolute) || '.';
  const shorter = near.length < absolute.length ? near : absolute;
  if (Buffer.byteLength(shorter) <= LONGEST_FOLDER) return { path: shorter, forget: async () => {} };
  const link = join(tmpdir(), `flowx-mock-${randomBytes(6).toString('hex')}`);
  await symlink(absolute, link);
  return { path: link, forget: () => unlink(link).catch(() => {}) };
}

/** Windows has named pipes instead: the system knows them by name alone, and they end with their process. */
export function pipeOf(folder: string): string | undefined {
  if (process.platform !== 'win32') return undefined;
  const name = createHash('sha256').update(resolve(folder).toLowerCase()).digest('hex').slice(0, 32);
  return `\\\\.\\pipe\\flowx-mock-${name}`;
}

/** Listens, and tells whoever asks who holds the folder. @throws the system's error, `EADDRINUSE` where it is taken */
export function listen(address: string, holder: string): Promise<Server> {
  return new Promise((fulfil, fail) => {
    const server = createServer((socket) => socket.on('error', () => {}).end(holder));
    server.once('error', fail);
    server.listen(address, () => {
      server.unref();
      fulfil(server);
    });
  });
}

/** What is said where the system does not let us ask: the socket belongs to somebody else. */
export const NOT_OURS = 'not ours';

/** What the process that listens says of itself; `NOT_OURS` where it may not be asked; undefined when none does any more. */
export function ask(address: string): Promise<string | undefined> {
  return new Promise((fulfil) => {
    const socket = connect(address);
    let text = '';
    socket.setTimeout(PATIENCE_MS, () => socket.destroy());
    socket.on('data', (chunk) => {
      text += chunk;
    });
    socket.on('error', ({ code }: NodeJS.ErrnoException) => {
      if (code === 'ECONNREFUSED' || code === 'ENOENT') fulfil(undefined);
      if (code === 'EACCES' || code === 'EPERM') fulfil(NOT_OURS);
    });
    socket.on('close', () => fulfil(text));
  });
}
