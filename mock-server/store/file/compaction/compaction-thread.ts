// The thread in which the image is brought up to date: parsing and writing all instances takes long.
import { readlinkSync } from 'node:fs';
import { constants, setPriority } from 'node:os';
import { parentPort, workerData } from 'node:worker_threads';
import { mergeLogsIntoImage } from './merge-logs-into-image.ts';

const { folder, upTo } = workerData as { folder: string; upTo: number };
stepBack();
// A promise that fails ends the thread with its error, as what is awaited outside of a function would; a bundle that is
// CommonJS cannot await there.
void mergeLogsIntoImage(folder, upTo).then((written) => parentPort?.postMessage(written));

/** Whoever answers requests goes first. On Linux each thread has a priority of its own; elsewhere it stays as it is. */
function stepBack(): void {
  try {
    const [, , thread] = readlinkSync('/proc/thread-self').split('/');
    setPriority(Number(thread), constants.priority.PRIORITY_LOW);
  } catch {
    // Where priorities cannot be set, the thread takes its turn like all others.
  }
}
