// Puts defects before the correct server and lets the suite judge it.
import type { Finding, Report } from '../../../contracts/suite/report/report.ts';
import { verify } from '../../../contracts/suite/run/verify.ts';
import type { Defect, Layer } from './defect.ts';
import { APIS } from './operation-at.ts';
import type { Upstream } from './upstream.ts';

export interface Judged {
  defect: Defect;
  /** `discovery`: only what no page says was seen to be broken. */
  caught: 'violation' | 'discovery' | undefined;
  findings: Finding[];
  /** Milliseconds that it took. */
  ms: number;
}

/** Milliseconds that an answer may take: no answer of this process takes as long, however busy it is, unless it never comes. */
const TIMEOUT = 10_000;

/** What the suite says about the correct server behind a layer. */
export async function reportOn(
  upstream: Upstream,
  layer: Layer,
  options: { seed: string; apis?: readonly string[] },
): Promise<Report> {
  const front = await upstream.behind(layer);
  try {
    return await verify({
      url: front.url,
      apis: APIS.filter(({ name }) => options.apis?.includes(name) ?? true),
      allowWrites: false,
      strict: true,
      requirePresence: false,
      only: [],
      cases: 3,
      seed: options.seed,
      timeout: TIMEOUT,
      version: 'test',
      env: {},
    });
  } finally {
    await front.close();
  }
}

export async function judged(upstream: Upstream, defect: Defect, seed: string): Promise<Judged> {
  const report = await reportOn(upstream, defect.layer(), { seed, apis: [defect.api] });
  const findings = report.cases.flatMap((one) => one.findings);
  const violated = findings.some(({ verdict }) => verdict === 'violation');
  const caught = report.exitCode === 0 ? undefined : violated ? 'violation' : 'discovery';
  return { defect, caught, findings, ms: report.ms };
}

/** Judges all, a few at a time: much of the time is spent waiting for runs to end. */
export async function judgedAll(
  upstream: Upstream,
  defects: readonly Defect[],
  seed: string,
  told: (one: Judged) => void = () => undefined,
): Promise<Judged[]> {
  const waiting = [...defects];
  const results: Judged[] = [];
  const work = async (): Promise<void> => {
    for (let next = waiting.shift(); next; next = waiting.shift()) {
      const one = await judged(upstream, next, seed);
      told(one);
      results.push(one);
    }
  };
  await Promise.all(Array.from({ length: 8 }, work));
  return results;
}

/** The score as a table: by kind, and at the end the names of those that were missed. */
export function scoreTable(results: readonly Judged[]): string {
  const kinds = [...new Set(results.map(({ defect }) => defect.kind))];
  const row = (name: string, some: readonly Judged[]): string => {
    const missed = some.filter(({ caught }) => caught === undefined).length;
    const discovered = some.filter(({ caught }) => caught === 'discovery').length;
    const cells = [`${some.length - missed}`, `${some.length}`, `${discovered}`].map((cell) =>
      cell.padStart(8),
    );
    return `${name.padEnd(22)}${cells.join('')}`;
  };
  const missed = results.filter(({ caught }) => caught === undefined).map(({ defect }) => defect.name);
  const [caught, discovered] = [
    results.length - missed.length,
    results.filter((one) => one.caught === 'discovery').length,
  ];
  return [
    `${'kind of defect'.padEnd(22)}  caught      of  only as discoveries`,
    ...kinds.map((kind) =>
      row(
        kind,
        results.filter(({ defect }) => defect.kind === kind),
      ),
    ),
    `${caught} of ${results.length} caught, ${discovered} only as discoveries`,
    ...missed.map((name) => `missed: ${name}`),
    '',
  ].join('\n');
}
