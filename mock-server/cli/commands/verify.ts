import { writeFile } from 'node:fs/promises';
import { Mistake } from '../../../contracts/files/mistake.ts';
import type { Api } from '../../../contracts/reader/api.ts';
import { bundledApis, loadApis } from '../../../contracts/reader/read-api.ts';
import { reportFiles, writeReports } from '../../../contracts/suite/report/files/write-reports.ts';
import { github } from '../../../contracts/suite/report/github/annotations.ts';
import type { Report } from '../../../contracts/suite/report/report.ts';
import { terminal } from '../../../contracts/suite/report/terminal/terminal.ts';
import { WritesNotAllowed } from '../../../contracts/suite/run/check-writes.ts';
import { readBaseline } from '../../../contracts/suite/run/read-baseline.ts';
import { plan, verify } from '../../../contracts/suite/run/verify.ts';
import type { VerifyOptions } from '../../../contracts/suite/run/verify-options.ts';
import { overlayOf } from '../../../contracts/suite/run/waivers.ts';
import { TargetUnreachable } from '../../../contracts/suite/target/reach.ts';
import { version } from '../../running/package-manifest.ts';
import type { CommandContext } from '../settings/command-context.ts';
import { isColored } from '../settings/is-colored.ts';
import { Interrupted } from '../settings/on-interrupt.ts';
import { checkServerUrl } from '../settings/server-url.ts';
import type { VerifySettings } from '../settings/verify-settings.ts';
import { progressLine } from './verify-progress-line.ts';

const WRONG_USAGE = 2;
const UNREACHABLE = 3;

/**
 * Judges a server and tells what was found.
 * @returns the exit code: 0 passed, 1 violations, 2 writes that were not allowed, 3 the target cannot be reached
 * @throws Mistake in flags, targets file or contract; Interrupted
 */
export async function verifyCommand(
  url: string,
  settings: VerifySettings,
  around: CommandContext,
): Promise<number> {
  checkServerUrl(url);
  if (settings.report !== undefined) reportFiles(settings.report);
  const options = optionsOf(url, settings, around);
  try {
    if (settings.dryRun) return await dryRun(options, around);
    const line = progressLine(around);
    const report = await verify({ ...options, progress: line.show }).finally(line.clear);
    await tell(report, settings, options.apis, around);
    return report.exitCode;
  } catch (error) {
    if (around.signal.aborted) throw new Interrupted(around.signal);
    if (!(error instanceof TargetUnreachable || error instanceof WritesNotAllowed)) throw error;
    around.stderr.write(`flowx-mock: ${error.message}\n`);
    return error instanceof TargetUnreachable ? UNREACHABLE : WRONG_USAGE;
  }
}

function optionsOf(
  url: string,
  settings: VerifySettings,
  { env, signal, stderr }: CommandContext,
): VerifyOptions {
  const { targets, rate, allowWrites, strict, requirePresence, only, cases, seed, timeout, timeLimit } =
    settings;
  return {
    url: url.replace(/\/+$/, ''),
    apis: apisOf(settings),
    ...(targets !== undefined && { targets }),
    ...(rate !== undefined && { rate }),
    ...(timeLimit !== undefined && { timeLimit }),
    ...(settings.baseline !== undefined && { baseline: readBaseline(settings.baseline) }),
    allowWrites,
    strict,
    requirePresence,
    only,
    cases,
    seed,
    timeout,
    version: version(),
    env,
    tell: (text) => stderr.write(`flowx-mock: ${text}\n`),
    signal,
  };
}

function apisOf({ api, contracts }: VerifySettings): Api[] {
  const all = loadApis([bundledApis(), ...contracts]);
  const unknown = api.find((name) => !all.some((one) => one.name === name));
  if (unknown === undefined) return api.length === 0 ? all : all.filter(({ name }) => api.includes(name));
  throw new Mistake([{ text: `--api ${unknown}: there is ${all.map(({ name }) => name).join(', ')}` }]);
}

async function dryRun(options: VerifyOptions, { stdout }: CommandContext): Promise<number> {
  for (const { operationId, case: name, curl } of await plan(options))
    stdout.write(`# ${operationId}: ${name}\n${curl}\n`);
  return 0;
}

/** Annotations are for the machine that reads stdout, everything else is for people. */
async function tell(
  report: Report,
  settings: VerifySettings,
  apis: Api[],
  { env, stdout }: CommandContext,
): Promise<void> {
  stdout.write(terminal(report, { color: isColored(env, stdout) }));
  stdout.write(await github(report, env));
  if (settings.report !== undefined) await writeReports(report, settings.report);
  if (settings.accept !== undefined) await write(settings.accept, overlayOf(report, apis));
}

async function write(file: string, text: string): Promise<void> {
  try {
    await writeFile(file, text);
  } catch (error) {
    throw new Mistake([{ text: `--accept ${file} cannot be written: ${(error as Error).message}` }]);
  }
}
