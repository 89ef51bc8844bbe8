import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { type Contender, type LoadRequest, type Place, START } from './contender.ts';
import { median } from './figures.ts';
import { type Load, load } from './load.ts';
import { homeOf } from './peers.ts';
import { memoryOf, start } from './running.ts';

/** All that was measured of one contender, a figure a round. */
export interface Measured {
  contender: Contender;
  loads: Load[];
  /** Milliseconds. */
  startUps: number[];
  /** Bytes, after the load. */
  memory: number[];
  /** Why it could not be measured. */
  trouble?: string;
}

export interface Plan {
  scratch: string;
  port: number;
  connections: number;
  seconds: number;
  warmUp: number;
  /** How often each is started anew in a round, for its start-up. */
  starts: number;
}

/** One round of one contender: a fresh start, a load to warm up, a load that counts. */
export async function measure(measured: Measured, plan: Plan): Promise<void> {
  const { contender } = measured;
  for (let n = 1; n < plan.starts; n += 1) {
    const { stop, startUpMs } = await begin(contender, plan);
    measured.startUps.push(startUpMs);
    await stop();
  }
  const { place, asked, child, stop, startUpMs } = await begin(contender, plan);
  measured.startUps.push(startUpMs);
  try {
    const { port, connections } = plan;
    const options = { port, connections, request: asked, folder: place.folder };
    await load({ ...options, seconds: plan.warmUp });
    measured.loads.push(await load({ ...options, seconds: plan.seconds }));
    const memory = memoryOf(child);
    if (memory !== undefined) measured.memory.push(memory);
  } finally {
    await stop();
    rmSync(place.folder, { recursive: true, force: true });
  }
}

async function begin(contender: Contender, { scratch, port }: Plan) {
  mkdirSync(scratch, { recursive: true });
  const folder = mkdtempSync(join(scratch, 'run-'));
  const place: Place = { port, folder, home: homeOf(contender, scratch) };
  await contender.prepare?.(place);
  const asked: LoadRequest = { ...START, ...contender.request };
  const running = await start(contender.command(place), port, asked, folder);
  return { ...running, place, asked };
}

/** The medians of all rounds. */
export function summary({ loads, startUps, memory }: Measured) {
  const of = (pick: (one: Load) => number): number => median(loads.map(pick));
  return {
    rate: of(({ rate }) => rate),
    p50: of(({ p50 }) => p50),
    p99: of(({ p99 }) => p99),
    wrong: loads.reduce((sum, { wrong }) => sum + wrong, 0),
    startUp: median(startUps),
    memory: memory.length > 0 ? median(memory) : undefined,
  };
}
