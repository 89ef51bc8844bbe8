// Visits the doctor on the command line, and gives what was found.
import { run } from '../../../mock-server/cli/program.ts';
import { surrounded } from '../../unit/mock-server/cli/surrounded.ts';

export interface Visit {
  code: number;
  /** By diagnosis, what was found. */
  found: Record<string, { what: string; where: string; why: string; mend: string }[]>;
  text: string;
  /** All of what was said, as JSON. */
  json?: Record<string, unknown>;
}

/** Runs `doctor --json` with more arguments, nothing being kept unless they say where. */
export async function visit(args: string[], env: NodeJS.ProcessEnv = {}): Promise<Visit> {
  const around = surrounded({ env });
  const code = await run(['doctor', '--json', ...args], around);
  const text = around.out() + around.said();
  const found: Visit['found'] = {};
  if (code >= 2) return { code, found, text };
  const json = JSON.parse(around.out());
  for (const { name, ...one } of json.findings) {
    found[name] ??= [];
    found[name].push(one);
  }
  return { code, found, text, json };
}

/** Where nothing is kept, so nothing can be wrong with it. */
export const NOTHING_KEPT = ['--ephemeral'];
