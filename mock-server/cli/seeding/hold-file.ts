import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { Mistake } from '../../../contracts/files/mistake.ts';
import { failureReason } from '../../domain/values/failure-reason.ts';

/**
 * Keeps other processes from a file, by a second one beside it that names who holds it.
 * @returns what lets it go
 * @throws Mistake when a process that runs holds it
 */
export function holdFile(file: string): () => void {
  const lock = `${file}.lock`;
  if (!written(lock)) {
    const holder = Number(readFileSync(lock, 'utf8'));
    if (runs(holder)) throw new Mistake([{ text: `process ${holder} is at work with ${file}` }]);
    rmSync(lock, { force: true });
    if (!written(lock)) throw new Mistake([{ text: `another process is at work with ${file}` }]);
  }
  return () => rmSync(lock, { force: true });
}

function written(lock: string): boolean {
  try {
    writeFileSync(lock, String(process.pid), { flag: 'wx', mode: 0o600 });
    return true;
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    if (code === 'EEXIST') return false;
    throw new Mistake([{ text: `${lock} cannot be written: ${message}` }]);
  }
}

/** Somebody else's process runs, too. */
function runs(pid: number): boolean {
  if (!Number.isSafeInteger(pid) || pid <= 0) return false;
  return !failureReason(() => process.kill(pid, 0))?.includes('ESRCH');
}
