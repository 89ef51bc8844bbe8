import { existsSync } from 'node:fs';
import { Mistake } from '../../../contracts/files/mistake.ts';
import { ControlPlane, ControlPlaneError } from '../../client/control-plane.ts';
import type { CommandContext } from '../settings/command-context.ts';
import { type SettingRule, settle } from '../settings/settings.ts';
import { keepPrivate } from './private-files.ts';

/** Which stand-in is meant, and which of its worlds. */
export interface Whereabouts {
  /** Its URL, or a data folder on which none runs; where serve would be, unless given. */
  into?: string;
  world: string;
  adminToken?: string;
}

/** The flags that say so. */
export const WHEREABOUTS: SettingRule[] = [
  {
    name: 'into',
    type: 'string',
    description:
      'The stand-in that runs, by its URL, or a data folder on which none runs. Unless given the stand-in at http://127.0.0.1:4010, or where none answers the data folder.',
  },
  { name: 'world', type: 'string', default: 'default', description: 'Which of its worlds.' },
  { name: 'adminToken', type: 'string', description: 'Its admin token, where it asks for one.' },
];

const UNREACHABLE = 3;

/** What is done with a control plane; it gives back the exit code. */
type Talk = (control: ControlPlane) => Promise<number>;

/**
 * Talks to a stand-in that runs, or to one of its own on a data folder.
 * @param mayMake whether a folder that is not there is made
 * @param otherwise what to do where something else answers than a stand-in
 * @returns the exit code of `talk`, or 3 when the stand-in cannot be reached
 * @throws Mistake for what it refused, UnusableFolder for a folder that somebody holds
 */
export async function withControlPlane(
  { into, world, adminToken }: Whereabouts,
  around: CommandContext,
  talk: Talk,
  { mayMake = false, otherwise }: { mayMake?: boolean; otherwise?: string } = {},
): Promise<number> {
  const prefix = world === 'default' ? '' : `/@${world}`;
  const { host, port, data } = settle({}, around.env);
  const url = into ?? `http://${host.includes(':') ? `[${host}]` : host}:${port}`;
  try {
    if (!/^https?:\/\//.test(url)) return await onFolder(url, prefix, around, talk, mayMake);
    return await talk(new ControlPlane(url.replace(/\/+$/, '') + prefix, adminToken));
  } catch (error) {
    if (!(error instanceof ControlPlaneError)) throw error;
    if (error.status !== 0)
      throw new Mistake([{ text: error.message }], isOurs(error) ? undefined : otherwise);
    if (into === undefined && existsSync(data)) return onFolder(data, prefix, around, talk, false);
    around.stderr.write(
      `flowx-mock: ${error.message}\nStart one with "flowx-mock serve", or name it: --into URL, or a data folder: --into DIR.\n`,
    );
    return UNREACHABLE;
  }
}

/** Whether a refusal is one of the control plane's, which are problem details. */
function isOurs({ problem }: ControlPlaneError): boolean {
  return problem.title !== undefined && problem.detail !== undefined;
}

async function onFolder(
  folder: string,
  prefix: string,
  { env, stderr }: CommandContext,
  talk: Talk,
  mayMake: boolean,
): Promise<number> {
  if (!mayMake && !existsSync(folder))
    throw new Mistake([
      { text: `there is no folder ${folder}, and --into takes one, or the URL of a stand-in that runs` },
    ]);
  const { story: _, ...settings } = settle({}, env);
  // Who talks to a stand-in that runs needs nothing of one.
  const { startServer } = await import('../../running/start-server.ts');
  const tell = (text: string): void => void stderr.write(`flowx-mock: ${text}\n`);
  const endPrivacy = keepPrivate(settings.sharedFolder);
  const running = await startServer({
    ...settings,
    host: '127.0.0.1',
    port: 0,
    store: `file:${folder}`,
    tell,
  }).catch((error) => {
    endPrivacy();
    throw error;
  });
  try {
    return await talk(new ControlPlane(running.url + prefix, running.adminToken));
  } catch (error) {
    if (error instanceof ControlPlaneError) throw new Mistake([{ text: error.message }]);
    throw error;
  } finally {
    await running.stop();
    endPrivacy();
  }
}
