import { Mistake } from '../../../contracts/files/mistake.ts';
import { ControlPlane, ControlPlaneError } from '../../client/control-plane.ts';
import type { CommandContext } from '../settings/command-context.ts';
import type { SettingRule } from '../settings/settings.ts';

/** Which stand-in is meant, and which of its worlds. */
export interface Whereabouts {
  into: string;
  world: string;
  adminToken?: string;
}

/** The flags that say so. */
export const WHEREABOUTS: SettingRule[] = [
  {
    name: 'into',
    type: 'string',
    default: 'http://127.0.0.1:4010',
    description: 'The stand-in that runs, by its URL.',
  },
  { name: 'world', type: 'string', default: 'default', description: 'Which of its worlds.' },
  { name: 'adminToken', type: 'string', description: 'Its admin token, where it asks for one.' },
];

const UNREACHABLE = 3;

/**
 * Talks to a stand-in.
 * @returns the exit code of `talk`, or 3 when the stand-in cannot be reached
 * @throws Mistake for what it refused
 */
export async function withControlPlane(
  { into, world, adminToken }: Whereabouts,
  { stderr }: CommandContext,
  talk: (control: ControlPlane) => Promise<number>,
): Promise<number> {
  if (!/^https?:\/\//.test(into))
    throw new Mistake([
      {
        text: `--into takes the URL of a stand-in that runs, not "${into}"; for a data folder start one: serve --data ${into}`,
      },
    ]);
  const url = into.replace(/\/+$/, '') + (world === 'default' ? '' : `/@${world}`);
  try {
    return await talk(new ControlPlane(url, adminToken));
  } catch (error) {
    if (!(error instanceof ControlPlaneError)) throw error;
    if (error.status !== 0) throw new Mistake([{ text: error.message }]);
    stderr.write(
      `flowx-mock: ${error.message}\nStart one with "flowx-mock serve", or name it: --into URL.\n`,
    );
    return UNREACHABLE;
  }
}
