// What a start costs when much is kept already: goals S4 and P3. By hand: `npm run bench:scale`; needs wrk.
import { cpSync, existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { type LoadRequest, START } from './contender.ts';
import { ours } from './contenders/ours.ts';
import { fixed, median, megabytes, table, whole } from './figures.ts';
import { fill } from './fill.ts';
import { type Load, load } from './load.ts';
import { cores, memoryOf, start } from './running.ts';

/** Something that may be large, small and large. */
interface Case {
  name: string;
  /** Instances that are kept when it begins. */
  kept?: number;
  flags?: string[];
  request?: Partial<LoadRequest>;
  /** The case it is held against. */
  against?: string;
}

const body = (bytes: number): string => JSON.stringify({ text: 'x'.repeat(bytes) });

const CASES: Case[] = [
  { name: 'nothing kept' },
  { name: '1,000 instances kept', kept: 1000, against: 'nothing kept' },
  { name: '50,000 instances kept', kept: 50_000, against: 'nothing kept' },
  { name: 'one world', request: { worlds: 1 } },
  { name: '1,000 worlds', request: { worlds: 1000 }, against: 'one world' },
  { name: 'journal of 100, full', flags: ['--journal', '100'] },
  { name: 'journal of 10,000, full', flags: ['--journal', '10000'], against: 'journal of 100, full' },
  { name: 'bodies of 1 KB', request: { body: body(1000) } },
  { name: 'bodies of 100 KB', request: { body: body(100_000) } },
];

const { values } = parseArgs({
  options: {
    rounds: { type: 'string', default: '3' },
    seconds: { type: 'string', default: '6' },
    port: { type: 'string', default: '4601' },
    only: { type: 'string' },
    scratch: { type: 'string', default: join(tmpdir(), 'flowx-mock-bench') },
  },
});
const { scratch } = values;
const [rounds, seconds, port] = [values.rounds, values.seconds, values.port].map(Number) as [
  number,
  number,
  number,
];
const say = (text: string): void => void process.stderr.write(`${text}\n`);
const cases = CASES.filter(({ name }) => values.only === undefined || name.includes(values.only));
const found = new Map<string, { loads: Load[]; memory: number[] }>(
  cases.map(({ name }) => [name, { loads: [], memory: [] }]),
);

mkdirSync(scratch, { recursive: true });
for (let round = 1; round <= rounds; round += 1) {
  for (const one of cases) {
    say(`round ${round} of ${rounds}: ${one.name}`);
    await measure(one);
  }
}
process.stdout.write(`${report()}\n`);

async function measure({ name, kept = 0, flags = [], request }: Case): Promise<void> {
  const folder = mkdtempSync(join(scratch, 'scale-'));
  // Without the lock, which is a socket.
  const filter = (path: string): boolean => !path.endsWith('.sock');
  if (kept > 0) cpSync(await filled(kept), join(folder, 'data'), { recursive: true, filter });
  const command = [...ours.command({ port, folder, home: '' }), ...flags];
  const { child, stop } = await start(command, port, START);
  try {
    const options = { port, connections: 32, request: { ...START, ...request }, folder };
    await load({ ...options, seconds: 3 });
    found.get(name)?.loads.push(await load({ ...options, seconds }));
    found.get(name)?.memory.push(memoryOf(child) ?? 0);
  } finally {
    await stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

/** A data folder with so many instances; filled once, and kept. A note beside it tells that it was filled to the end. */
async function filled(count: number): Promise<string> {
  const folder = join(scratch, `filled-${count}`);
  const note = `${folder}.full`;
  if (existsSync(note)) return folder;
  rmSync(folder, { recursive: true, force: true });
  await fill(folder, count, port, say);
  writeFileSync(note, '');
  return folder;
}

function report(): string {
  const rows = cases.map(({ name, against }) => {
    const { loads, memory } = found.get(name) ?? { loads: [], memory: [] };
    const [rate, p50, p99] = figures(loads);
    const other = against === undefined ? undefined : figures(found.get(against)?.loads ?? []);
    const held = other ? [`${fixed(rate / other[0], 2)}`, `${fixed(p99 / other[2], 2)}`] : ['', ''];
    return [name, whole(rate), fixed(p50, 2), fixed(p99, 1), ...held, megabytes(median(memory))];
  });
  const head = ['', 'requests/s', 'p50 ms', 'p99 ms', 'rate, of the first', 'p99, of the first', 'memory MB'];
  return `${table(head, rows)}\n\n${rounds} interleaved rounds of ${seconds} s, 32 connections, medians; ${cores}; Node ${process.versions.node}.`;
}

function figures(loads: Load[]): [number, number, number] {
  const of = (pick: (one: Load) => number): number => median(loads.map(pick));
  return [of(({ rate }) => rate), of(({ p50 }) => p50), of(({ p99 }) => p99)];
}
