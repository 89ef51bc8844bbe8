// What each kind of request costs, and beside an earlier build: goals P6 to P9. By hand: `npm run bench:requests`, or
// `-- --beside FOLDER` with a checkout of that build, which is built; needs wrk.
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import type { LoadRequest } from './contender.ts';
import { START } from './contender.ts';
import { fixed, median, table, whole } from './figures.ts';
import { KINDS, type Kind } from './kinds.ts';
import { type Load, load } from './load.ts';
import { ask, cores, cpuOf, start } from './running.ts';

const { values } = parseArgs({
  options: {
    beside: { type: 'string' },
    only: { type: 'string' },
    rounds: { type: 'string', default: '3' },
    seconds: { type: 'string', default: '4' },
    'warm-up': { type: 'string', default: '3' },
    port: { type: 'string', default: '4602' },
    scratch: { type: 'string', default: join(tmpdir(), 'flowx-mock-bench') },
  },
});
const [rounds, seconds, warmUp, port] = [values.rounds, values.seconds, values['warm-up'], values.port].map(
  Number,
) as [number, number, number, number];

/** One load, and how much of the server's time a request took, in microseconds. */
type Measured = Load & { cpu: number };

const here = join(import.meta.dirname, '..', '..');
const builds = [here, ...(values.beside === undefined ? [] : [values.beside])];
const kinds = KINDS.filter(({ name }) => values.only?.split(',').includes(name) ?? true);
const found = new Map(kinds.map((kind) => [kind, builds.map((): Measured[] => [])]));

mkdirSync(values.scratch, { recursive: true });
for (let round = 1; round <= rounds; round += 1) {
  for (const kind of kinds) {
    process.stderr.write(`round ${round} of ${rounds}: ${kind.name}\n`);
    for (const [index, build] of builds.entries()) found.get(kind)?.[index]?.push(await measure(kind, build));
  }
}
process.stdout.write(`${report()}\n`);

async function measure({ flags, request, status, connections = 32 }: Kind, build: string): Promise<Measured> {
  const folder = mkdtempSync(join(values.scratch, 'kinds-'));
  const program = join(build, 'dist', 'mock-server', 'main.js');
  const common = [process.execPath, program, 'serve', '--json', '--port', String(port)];
  const asked: LoadRequest = { ...START, ...request };
  const { child, stop } = await start(
    [...common, '--data', join(folder, 'data'), ...flags],
    port,
    START,
    folder,
  );
  try {
    const given = await ask(port, asked);
    if (given !== status)
      throw new Error(`${asked.method} ${asked.path} is answered ${given}, not ${status}`);
    const options = { port, connections, request: asked, folder };
    await load({ ...options, seconds: warmUp });
    const before = cpuOf(child);
    const loaded = await load({ ...options, seconds });
    return { ...loaded, cpu: ((cpuOf(child) - before) * 1e6) / (loaded.rate * seconds) };
  } finally {
    await stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

function report(): string {
  const rows = kinds.map((kind) => {
    const [mine, other] = (found.get(kind) ?? []).map(figures);
    const held = mine && other ? [fixed(mine.rate / other.rate, 2), fixed(mine.cpu / other.cpu, 2)] : [];
    return mine
      ? [kind.name, whole(mine.rate), fixed(mine.p50, 2), fixed(mine.p99, 1), whole(mine.cpu), ...held]
      : [kind.name];
  });
  const held = builds.length > 1 ? ['rate, of before', 'time, of before'] : [];
  const head = ['', 'requests/s', 'p50 ms', 'p99 ms', 'µs of the server', ...held];
  return `${table(head, rows)}\n\n${rounds} interleaved rounds of ${seconds} s, 32 connections unless told, medians; ${cores}; Node ${process.versions.node}.`;
}

function figures(all: Measured[]): Measured {
  const of = (pick: (one: Measured) => number): number => median(all.map(pick));
  return {
    rate: of(({ rate }) => rate),
    p50: of(({ p50 }) => p50),
    p99: of(({ p99 }) => p99),
    wrong: of(({ wrong }) => wrong),
    cpu: of(({ cpu }) => cpu),
  };
}
