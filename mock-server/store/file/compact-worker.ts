// The thread in which a snapshot is brought up to date: parsing and writing all instances takes long.
import { parentPort, workerData } from 'node:worker_threads';
import { compact } from './compact.ts';

const { folder, upTo } = workerData as { folder: string; upTo: number };
parentPort?.postMessage(await compact(folder, upTo));
