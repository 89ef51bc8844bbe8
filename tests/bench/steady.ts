// Whether memory stays flat and all figures steady under mixed load, for ten minutes. By hand: `npm run bench:steady`,
// or `npm run bench:steady -- --minutes 1`.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { START } from './contender.ts';
import { ours } from './contenders/ours.ts';
import { fixed, megabytes, table, whole } from './figures.ts';
import { type Figures, mixedLoad } from './mixed-load.ts';
import { memoryOf, start } from './running.ts';

const { values } = parseArgs({
  options: {
    minutes: { type: 'string', default: '10' },
    port: { type: 'string', default: '4602' },
  },
});
const [minutes, port] = [Number(values.minutes), Number(values.port)];
/** So many slices, each with figures of its own. */
const SLICES = 10;

const folder = mkdtempSync(join(tmpdir(), 'flowx-mock-steady-'));
const flags = ['--max-worlds', '200', '--journal', '1000'];
const { child, stop } = await start([...ours.command({ port, folder, home: '' }), ...flags], port, START);
const slices: (Figures & { memory: number })[] = [];
try {
  // After it there are as many worlds as may be, and the lasting one's journal is full; what grows later is a leak.
  await mixedLoad({ port, seconds: 30 });
  for (let slice = 1; slice <= SLICES; slice += 1) {
    const figures = await mixedLoad({ port, seconds: (minutes * 60) / SLICES });
    slices.push({ ...figures, memory: memoryOf(child) ?? 0 });
    process.stderr.write(`${slice} of ${SLICES}\n`);
  }
} finally {
  await stop();
  rmSync(folder, { recursive: true, force: true });
}
const rows = slices.map(({ rate, p50, p99, wrong, memory }, index) => [
  `${fixed(((index + 1) * minutes) / SLICES, 1)} min`,
  whole(rate),
  fixed(p50, 2),
  fixed(p99, 1),
  String(wrong),
  megabytes(memory),
]);
process.stdout.write(
  `${table(['after', 'requests/s', 'p50 ms', 'p99 ms', 'wrong answers', 'memory MB'], rows)}\n`,
);
