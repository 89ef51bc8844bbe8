// Goals S5 and S6: what thirty days of a process cost, and what a world costs. By hand: `npm run bench:lives`.
import { bundledFixtures } from '../../dist/contracts/reader/fixtures.js';
import { bundledApis } from '../../dist/contracts/reader/read-api.js';
import { begin, progress } from '../../dist/mock-server/domain/instances/due-transitions.js';
import { Lifecycle } from '../../dist/mock-server/domain/instances/lifecycle.js';
import { loadStandIn } from '../../dist/mock-server/simulation/load-simulation.js';
import { MemoryStore } from '../../dist/mock-server/store/memory/memory-store.js';

const DAYS = 30 * 24 * 3600 * 1000;
const ROUNDS = 21;

const meta = {};
/** Tries again every hour, for as long as nobody ends it: 720 transitions in thirty days. */
const HOURLY = {
  initial: 'trying',
  states: {
    trying: { meta, after: { PT59M: 'resting' }, on: { END: 'ended' } },
    resting: { meta, after: { PT1M: 'trying' } },
    ended: { meta, type: 'final' },
  },
};

/** The median of several measurements, in milliseconds. */
function median(work) {
  const times = Array.from({ length: ROUNDS }, () => {
    const startedAt = performance.now();
    work();
    return performance.now() - startedAt;
  });
  return times.sort((a, b) => a - b)[Math.floor(ROUNDS / 2)];
}

function thirtyDays() {
  const lifecycle = new Lifecycle(HOURLY, () => true);
  const instance = begin(lifecycle, { id: 'i', api: 'a', process: 'p', facts: {}, data: { order: 7 } }, 0);
  let transitions = 0;
  const ms = median(() => {
    transitions = progress(instance, lifecycle, DAYS).timeline.length - 1;
  });
  return { transitions, ms };
}

async function worlds(count) {
  const { worlds: all } = await loadStandIn({
    contracts: [bundledApis()],
    fixtures: bundledFixtures(),
    store: new MemoryStore(),
    clock: { now: () => Date.now() },
    seed: 'bench',
    learning: false,
    version: 'bench',
    validationStatus: {},
  });
  await all.get('warm');
  globalThis.gc();
  const before = process.memoryUsage().heapUsed;
  const startedAt = performance.now();
  for (let index = 0; index < count; index += 1) await (await all.get(`world-${index}`)).commit([]);
  const ms = (performance.now() - startedAt) / count;
  globalThis.gc();
  return { ms, kilobytes: (process.memoryUsage().heapUsed - before) / count / 1024 };
}

const { transitions, ms } = thirtyDays();
const world = await worlds(1000);
const row = (what, value, goal) => `${what.padEnd(58)}${value.padStart(12)}   goal: at most ${goal}\n`;
process.stdout.write(
  row(
    `30 days of a process (${transitions} transitions), median of ${ROUNDS}`,
    `${ms.toFixed(1)} ms`,
    '50 ms',
  ),
);
process.stdout.write(row('one more world, of 1,000: time', `${world.ms.toFixed(3)} ms`, '1 ms'));
process.stdout.write(row('one more world, of 1,000: memory', `${world.kilobytes.toFixed(1)} KB`, '50 KB'));
