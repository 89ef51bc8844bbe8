// What ids cost that a stand-in learns: goal of `--learn`, the cost of one is the size of one. By hand:
// `npm run bench:learned [-- --ids 8000]`.
import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { Client, sure } from '../client.ts';
import { served } from '../served.ts';
import { fixed, median, megabytes, table } from './figures.ts';
import { memoryOf } from './running.ts';

const { values } = parseArgs({ options: { ids: { type: 'string', default: '8000' } } });
const ids = Number(values.ids);
const data = mkdtempSync(join(tmpdir(), 'flowx-mock-learned-'));
const flags = ['--learn', '--data', data];

const first = await served(flags);
const client = new Client(first.url);
const took: number[] = [];
const before = memoryOf(first.process) ?? 0;
for (let count = 0; count < ids; count += 1) {
  const asked = performance.now();
  sure(await client.exec(`flow-${count}`));
  took.push(performance.now() - asked);
}
const after = memoryOf(first.process) ?? 0;
await first.end();
const kept = statSync(join(data, 'instances.json')).size;
const began = performance.now();
const again = await served(flags);
const restart = performance.now() - began;
await again.end();
rmSync(data, { recursive: true, force: true });

const tenth = Math.ceil(ids / 10);
process.stdout.write(
  `${table(
    ['ids', 'ms a start, first tenth', 'ms, last tenth', 'memory grown, MB', 'head, KB', 's to start again'],
    [
      [
        String(ids),
        fixed(median(took.slice(0, tenth)), 2),
        fixed(median(took.slice(-tenth)), 2),
        megabytes(after - before),
        (kept / 1024).toFixed(0),
        fixed(restart / 1000, 2),
      ],
    ],
  )}\n`,
);
