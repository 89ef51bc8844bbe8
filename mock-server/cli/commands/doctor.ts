import { curlOf } from '../../../contracts/reader/calls/curl.ts';
import { shellOf } from '../../../contracts/reader/calls/shell-of.ts';
import { INJECTED } from '../../../contracts/reader/refusal-rules.ts';
import { visible } from '../../../contracts/suite/report/wording/escape-control-characters.ts';
import { diagnosed } from '../../doctor/every-diagnosis.ts';
import type { Finding, Patient } from '../../doctor/examination/diagnosis.ts';
import { examine } from '../../doctor/examination/examine.ts';
import { nodeNeeded } from '../../running/package-manifest.ts';
import type { CommandContext } from '../settings/command-context.ts';
import { Interrupted } from '../settings/on-interrupt.ts';
import { checkServerUrl } from '../settings/server-url.ts';
import type { Settings } from '../settings/settings.ts';
import { storeUrl } from '../settings/store-url.ts';

const HEALTHY = 0;
const FOUND = 1;

/** Stands for the token in what is printed. */
const ADMIN_TOKEN = '$FLOWX_MOCK_ADMIN_TOKEN';

/**
 * Looks for the usual mistakes, and says how to mend each. Nothing is changed.
 * @param given the base URL that the user's application has; undefined: where `serve` would listen
 * @returns the exit code: 0 nothing was found, 1 something was
 * @throws Mistake for what is no address; Interrupted
 */
export async function doctorCommand(
  given: string | undefined,
  settings: Settings,
  { env, stdout, signal }: CommandContext,
): Promise<number> {
  if (given !== undefined) checkServerUrl(given);
  const [kind, path] = storeUrl(settings).split(/:(.*)/s);
  const folder = kind === 'file' ? path : undefined;
  const { adminToken } = settings;
  const shell = shellOf(env);
  const headers: Record<string, string> =
    adminToken === undefined ? {} : { Authorization: `Bearer ${ADMIN_TOKEN}` };
  const how = { shell, variables: new Set([ADMIN_TOKEN]), withHeaders: false };
  const post = (url: string): string => curlOf({ method: 'POST', url, headers }, how);
  const { assignment } = shell;
  try {
    const patient = await examine({
      ...{ given, fallback: addressOf(settings), folder, adminToken, env, signal, post, assignment },
      ...{ nodeNeeded: nodeNeeded(), injected: INJECTED },
    });
    const findings = await diagnosed(patient, signal);
    const told = settings.json
      ? `${JSON.stringify(asJson(patient, findings))}\n`
      : visible(asText(patient, findings));
    stdout.write(told);
    return findings.length === 0 ? HEALTHY : FOUND;
  } catch (error) {
    if (signal.aborted) throw new Interrupted(signal);
    throw error;
  }
}

/** Where others reach what listens on every address. */
function addressOf({ host, port }: Settings): string {
  const name = { '0.0.0.0': '127.0.0.1', '::': '[::1]' }[host] ?? (host.includes(':') ? `[${host}]` : host);
  return `http://${name}:${port}`;
}

function asJson({ origin, standIn, refused }: Patient, findings: Finding[]) {
  const silent = refused === undefined ? null : { refused };
  const answers = standIn ? { version: standIn.health.version } : silent;
  const { worlds = [], notLookedAt = 0 } = standIn ?? {};
  return { url: origin, answers, worlds: { lookedAt: worlds.length, notLookedAt }, findings };
}

function asText(patient: Patient, findings: Finding[]): string {
  const told = findings.map(({ name, what, where, why, mend }) =>
    [`${name}: ${what}`, `  where: ${where}`, `  why:   ${why}`, `  do:    ${mend}`, ''].join('\n'),
  );
  const count = findings.length === 0 ? 'No mistake was found.' : `Mistakes found: ${findings.length}.`;
  return [stateOf(patient), ...leftOut(patient), '', ...told, count, ''].join('\n');
}

function leftOut({ origin, standIn }: Patient): string[] {
  const { worlds = [], notLookedAt = 0 } = standIn ?? {};
  if (notLookedAt === 0) return [];
  const all = worlds.length + notLookedAt;
  return [
    `Worlds that were not looked at: ${notLookedAt} of ${all}. To look at one of them: flowx-mock doctor ${origin}/@NAME.`,
  ];
}

function stateOf({ origin, standIn, refused, listening }: Patient): string {
  if (standIn)
    return `${origin}: flowx-mock ${standIn.health.version} answers, so no other can listen there.`;
  if (refused !== undefined) return `${origin}: a flowx-mock answers, which does not let anybody look.`;
  return `${origin}: ${listening ? 'something else answers' : 'nothing listens'}.`;
}
