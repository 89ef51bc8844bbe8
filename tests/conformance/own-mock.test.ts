// The stand-in keeps its own contracts: no violation and, strictly, no discovery; in process and over the wire.
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Report } from '../../contracts/suite/report/report.ts';
import { verify } from '../../contracts/suite/run/verify.ts';
import { OPERATION_IDS } from '../bundled-operations.ts';
import { full } from '../full.ts';
import { ran, served } from '../served.ts';
import { type Listening, listening, verifying } from '../verified.ts';

const PATIENCE = 60_000;

const broken = (report: Report): string[] =>
  report.cases.flatMap(({ findings }) => findings).map(({ check, sentence }) => `${check}: ${sentence}`);

const unjudged = (report: Report): string[] =>
  report.cases
    .filter(({ outcome }) => outcome === 'not-judged' || outcome === 'skipped')
    .map(({ operationId, name, reason }) => `${operationId} ${name}: ${reason}`);

describe('in process', () => {
  let standIn: Listening;
  beforeAll(async () => {
    standIn = await listening();
  }, 60_000);
  afterAll(() => standIn.close());

  test.each(full ? ['1', 'another seed'] : ['1'])(
    'nothing is broken and everything is judged, seed %s',
    async (seed) => {
      const report = await verify(verifying(standIn.url, { strict: true, cases: 10, seed }));
      expect(broken(report)).toEqual([]);
      expect(unjudged(report)).toEqual([]);
      expect(report.exitCode).toBe(0);
      expect([...new Set(report.cases.map(({ operationId }) => operationId))].sort()).toEqual(
        [...OPERATION_IDS].sort(),
      );
      expect(report.cases.length).toBeGreaterThan(250);
    },
    PATIENCE,
  );

  test(
    'a stand-in that answers 422 is right as well, and the report says so',
    async () => {
      const other = await listening({ validationStatus: { apptor: 422 } });
      try {
        const report = await verify(verifying(other.url, { strict: true, only: ['executeWorkflow'] }));
        expect(broken(report)).toEqual([]);
        expect(report.variants).toContainEqual({
          api: 'apptor',
          operationId: 'executeWorkflow',
          topic: '400 or 422',
          seen: '422',
        });
      } finally {
        await other.close();
      }
    },
    PATIENCE,
  );
});

test(
  'over the wire, flowx-mock verify judges flowx-mock serve in less than 30 seconds',
  async () => {
    const standIn = await served(['--ephemeral']);
    try {
      const { code, stdout, stderr } = await ran(['verify', standIn.url, '--strict']);
      expect(stderr).toBe('');
      expect(stdout).toContain('The contract holds');
      expect(Number(/\(([\d.]+) s, seed/.exec(stdout)?.[1])).toBeLessThan(30);
      expect(code).toBe(0);
    } finally {
      await standIn.end();
    }
  },
  PATIENCE,
);
