// `npm run test:faults -- --kills 500`: the whole of what tests/faults/killed.test.ts samples.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { killAgainAndAgain } from './writers.ts';

const { values } = parseArgs({ options: { kills: { type: 'string', default: '500' } } });
const kills = Number(values.kills);
if (!Number.isInteger(kills) || kills < 1) {
  process.stderr.write(`--kills is a number of kills, not "${values.kills}"\n`);
  process.exit(2);
}

/** A folder is killed so often; then comes a new one, so that it does not grow beyond what people have. */
const KILLS_A_FOLDER = 20;

const startedAt = Date.now();
const sum = { kills: 0, acknowledged: 0, lost: 0, unreadable: 0 };
while (sum.kills < kills) {
  const folder = mkdtempSync(join(tmpdir(), 'flowx-mock-kills-'));
  const most = Math.min(KILLS_A_FOLDER, kills - sum.kills);
  const { acknowledged, lost, unreadable } = await killAgainAndAgain(folder, most, (done, tally) => {
    show(sum.kills + done, sum.acknowledged + tally.acknowledged.length, sum.lost + tally.lost.length);
  });
  sum.kills += most;
  sum.acknowledged += acknowledged.length;
  sum.lost += lost.length;
  sum.unreadable += unreadable.length;
  if (lost.length + unreadable.length > 0) {
    const what = [...unreadable, ...lost.slice(0, 20)].join('\n');
    process.stderr.write(`\n${what}\nThe folder is left for a look: ${folder}\n`);
  } else rmSync(folder, { recursive: true, force: true });
}
if (process.stderr.isTTY) process.stderr.write('\n');
const seconds = Math.round((Date.now() - startedAt) / 1000);
process.stdout.write(
  `${kills} kills in ${seconds} s: ${sum.acknowledged} instances acknowledged, ${sum.lost} lost, ${sum.unreadable} unreadable starts\n`,
);
if (sum.lost + sum.unreadable > 0) process.exitCode = 1;

function show(done: number, acknowledged: number, lost: number): void {
  if (!process.stderr.isTTY) return;
  const left = Math.round(((Date.now() - startedAt) / (done + 1) / 1000) * (kills - done));
  process.stderr.write(
    `\r${done} of ${kills} kills, ${acknowledged} acknowledged, ${lost} lost, about ${left} s left   `,
  );
}
