// Killed at any moment: what was acknowledged is there, and every start reads what there is.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { full } from '../full.ts';
import { killAgainAndAgain } from './writers.ts';

const KILLS = full ? 500 : 3;
/** A folder is killed so often; then comes a new one, so that it does not grow beyond what people have. */
const KILLS_A_FOLDER = 20;

test(`of what was acknowledged to 20 writers nothing is lost by ${KILLS} times kill -9`, async () => {
  const started = Date.now();
  let sum = 0;
  for (let kills = 0; kills < KILLS; kills += KILLS_A_FOLDER) {
    const folder = mkdtempSync(join(tmpdir(), 'flowx-mock-kills-'));
    const most = Math.min(KILLS_A_FOLDER, KILLS - kills);
    const { acknowledged, lost, unreadable } = await killAgainAndAgain(folder, most);
    // Where one of these fails, the folder is left for a look.
    expect({ folder, lost: lost.slice(0, 20), unreadable }).toEqual({ folder, lost: [], unreadable: [] });
    expect(acknowledged.length).toBeGreaterThan(20);
    rmSync(folder, { recursive: true, force: true });
    sum += acknowledged.length;
  }
  if (full) {
    const seconds = Math.round((Date.now() - started) / 1000);
    process.stdout.write(
      `${KILLS} kills in ${seconds} s: ${sum} instances acknowledged, none lost, every start read\n`,
    );
  }
}, 7_200_000);
