import type { JournalEntry } from '../../domain/journal/journal-entry.ts';
import { type Running, startServer } from '../../running/start-server.ts';
import { requestLog } from '../log/log-to-stderr.ts';
import type { CommandContext } from '../settings/command-context.ts';
import { Interrupted } from '../settings/on-interrupt.ts';
import type { Settings } from '../settings/settings.ts';
import { CannotRun, runChild } from './child.ts';
import { environmentFor } from './child-environment.ts';
import { namedVariables } from './named-variables.ts';
import { NeverHealthy, untilHealthy } from './until-healthy.ts';

const NEVER_HEALTHY = 3;

/**
 * Runs a command against a stand-in of its own, which keeps everything in memory and ends with it.
 * @param pairs more of its environment, as `--env` takes them
 * @returns the command's exit code; 127 or 126 when it cannot be run, 3 when the stand-in never got ready
 * @throws Mistake in contract or fixture, CannotListen, Interrupted
 */
export async function exec(
  command: readonly string[],
  settings: Settings,
  around: CommandContext,
  pairs: readonly string[] = [],
): Promise<number> {
  const tell = (text: string): void => void around.stderr.write(`flowx-mock: ${text}\n`);
  const log = requestLog(settings, around, 'none');
  const onRequest = log && ((entry: JournalEntry, shown: () => JournalEntry) => log.add(entry, shown));
  const running = await startServer({ ...settings, host: '127.0.0.1', store: 'memory:', tell, onRequest });
  try {
    return await runAgainst(running, command, around, { tell, pairs });
  } catch (error) {
    if (!(error instanceof CannotRun || error instanceof NeverHealthy)) throw error;
    tell(error.message);
    return error instanceof CannotRun ? error.exitCode : NEVER_HEALTHY;
  } finally {
    log?.flush();
    await running.stop();
  }
}

async function runAgainst(
  { url, seed, simulation, adminToken }: Running,
  command: readonly string[],
  { env, signal }: CommandContext,
  { tell, pairs }: { tell: (text: string) => void; pairs: readonly string[] },
): Promise<number> {
  const apis = simulation.apis.map(({ api }) => api.name);
  const named = namedVariables(pairs, url, apis);
  await untilHealthy(url);
  if (signal.aborted) throw new Interrupted(signal);
  tell(`${url} answers, seed ${seed}, for: ${command.join(' ')}`);
  return runChild(command, { ...environmentFor(env, url, apis, adminToken), ...named }, signal);
}
