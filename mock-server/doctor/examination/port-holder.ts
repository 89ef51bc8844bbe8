import { readdir, readFile, readlink } from 'node:fs/promises';

/** A process that listens on a port of this machine. */
export interface PortHolder {
  pid: number;
  command: string;
}

const LISTENING = '0A';

/** The process that listens on a port, where Linux tells it to this user; undefined elsewhere. */
export async function portHolder(port: number): Promise<PortHolder | undefined> {
  const tables = await Promise.all(['/proc/net/tcp', '/proc/net/tcp6'].map(text));
  const sockets = new Set(
    tables.flatMap((table) => inodesOf(table, port)).map((inode) => `socket:[${inode}]`),
  );
  if (sockets.size === 0) return undefined;
  const pids = (await readdir('/proc').catch(() => [])).filter((name) => /^\d+$/.test(name));
  for (const pid of pids) {
    if (!(await holdsOne(pid, sockets))) continue;
    const command = (await text(`/proc/${pid}/cmdline`)).replaceAll('\0', ' ').trim();
    return { pid: Number(pid), command: command.slice(0, 200) };
  }
  return undefined;
}

/** The sockets that listen on a port: `sl local_address rem_address st … inode`, addresses in hexadecimal. */
function inodesOf(table: string, port: number): string[] {
  const wanted = `:${port.toString(16).toUpperCase().padStart(4, '0')}`;
  return table.split('\n').flatMap((line) => {
    const [, local = '', , state, , , , , , inode = ''] = line.trim().split(/\s+/);
    return local.endsWith(wanted) && state === LISTENING ? [inode] : [];
  });
}

async function holdsOne(pid: string, sockets: ReadonlySet<string>): Promise<boolean> {
  const folder = `/proc/${pid}/fd`;
  // Processes of other users may not be looked at, and processes end meanwhile.
  const names = await readdir(folder).catch(() => []);
  const links = await Promise.all(names.map((name) => readlink(`${folder}/${name}`).catch(() => '')));
  return links.some((link) => sockets.has(link));
}

function text(path: string): Promise<string> {
  return readFile(path, 'utf8').catch(() => '');
}
