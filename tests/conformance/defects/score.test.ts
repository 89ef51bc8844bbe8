// Who judges the judge: how many defects the suite catches, and that it finds nothing wrong with the correct server.
import { afterAll, expect, test } from '@jest/globals';
import { full } from '../../full.ts';
import { EVERY_DEFECT } from './every-defect.ts';
import { MISSED } from './missed.ts';
import { type Judged, judged, judgedAll, reportOn, scoreTable } from './score.ts';
import { CORRECT, startUpstream } from './upstream.ts';

/** Four times as fast as ours, its clock lets runs end soon and still gives time to look at them before. */
const upstream = await startUpstream(4);
afterAll(() => upstream.close());

const MINUTE = 60_000;
const SEEDS = Array.from({ length: full ? 20 : 1 }, (_, index) => `seed-${index + 1}`);

/** All, or a few drawn with a generator of its own. */
const tried = full ? EVERY_DEFECT : drawn(8, 2024);

function drawn(count: number, seed: number): typeof EVERY_DEFECT {
  const rest = [...EVERY_DEFECT];
  let state = seed;
  return Array.from({ length: count }, () => {
    state = (state * 16807) % 2147483647;
    return rest.splice(state % rest.length, 1);
  }).flat();
}

test(
  'no false alarm on the correct server',
  async () => {
    for (const seed of SEEDS) {
      const report = await reportOn(upstream, CORRECT, { seed });
      expect(report.cases.flatMap(({ findings }) => findings)).toEqual([]);
      expect(report.cases.filter(({ outcome }) => outcome !== 'passed')).toEqual([]);
      expect(report.exitCode).toBe(0);
    }
  },
  20 * MINUTE,
);

test(
  'the suite catches the defects, all but those listed with the reason',
  async () => {
    const results = await judgedAll(upstream, tried, 'score');
    process.stdout.write(`\n${scoreTable(results)}`);
    const names = results.filter(({ caught }) => caught === undefined).map(({ defect }) => defect.name);
    const excused = tried.map(({ name }) => name).filter((name) => MISSED[name] !== undefined);
    expect(names.sort()).toEqual(excused.sort());
  },
  60 * MINUTE,
);

test('no more than two in a hundred are excused, and each excuse is for a defect that there is', () => {
  const names = Object.keys(MISSED);
  expect(names.length / EVERY_DEFECT.length).toBeLessThanOrEqual(0.02);
  expect(EVERY_DEFECT.map(({ name }) => name)).toEqual(expect.arrayContaining(names));
});

test(
  'what is only invented is caught as a discovery, what is documented as a violation',
  async () => {
    const one = (name: string): Promise<Judged> => {
      const defect = EVERY_DEFECT.find((candidate) => candidate.name === name);
      if (!defect) throw new Error(`no defect ${name}`);
      return judged(upstream, defect, 'score');
    };
    expect((await one('flowx: refusals have no errorKey')).caught).toBe('discovery');
    expect((await one('startProcessByBuild: answers 201 for 200')).caught).toBe('violation');
  },
  MINUTE,
);
