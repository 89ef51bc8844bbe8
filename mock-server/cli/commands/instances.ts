import { Mistake } from '../../../contracts/files/mistake.ts';
import type { CommandContext } from '../settings/command-context.ts';
import type { SettingRule } from '../settings/settings.ts';
import { WHEREABOUTS, type Whereabouts, withControlPlane } from './control-plane-call.ts';

/** What `instances` was asked for. */
export interface InstancesSettings extends Whereabouts {
  where?: string;
  json: boolean;
}

export const INSTANCES_RULES: SettingRule[] = [
  {
    name: 'where',
    type: 'string',
    description:
      'POINTER=VALUE: a JSON Pointer into the data and what stands there, such as /customerEmail=anna@example.com.',
  },
  ...WHEREABOUTS.map((rule) =>
    rule.name === 'world' ? { ...rule, description: 'Which of its worlds; "*" for all of them.' } : rule,
  ),
  { name: 'json', type: 'boolean', default: false, description: 'Say it as JSON.' },
];

/** What a call answers. */
interface Erased {
  instances: number;
  requests: number;
  snapshots: Record<string, number>;
  fixtures: string[];
  unread: Record<string, string>;
}

/**
 * Removes instances from wherever they are.
 * @param ids by id, or else by what `--where` says
 * @returns the exit code: 0 done, 1 something could not be looked into, 3 the stand-in cannot be reached
 * @throws Mistake for what it refused
 */
export function instancesCommand(
  what: string,
  ids: string[],
  { where, json, world, ...whereabouts }: InstancesSettings,
  around: CommandContext,
): Promise<number> {
  if (what !== 'delete') throw new Mistake([{ text: `instances ${what}: there is delete` }]);
  if ((where === undefined) === (ids.length === 0))
    throw new Mistake([{ text: 'instances delete: which ones? ID, or --where POINTER=VALUE' }]);
  const query = { where, ...(world === '*' && { world }) };
  const paths =
    where === undefined ? ids.map((id) => `/instances/${encodeURIComponent(id)}`) : ['/instances'];
  const meant = { ...whereabouts, world: world === '*' ? 'default' : world };
  return withControlPlane(meant, around, async (control) => {
    let code = 0;
    for (const path of paths) {
      const erased = (await control.call('DELETE', path, { query })) as Erased;
      around.stdout.write(`${json ? JSON.stringify(erased) : told(erased)}\n`);
      if (Object.keys(erased.unread).length > 0) code = 1;
    }
    return code;
  });
}

function told({ instances, requests, snapshots, fixtures, unread }: Erased): string {
  const inSnapshots = Object.entries(snapshots).map(([name, count]) => `${count} of snapshot ${name}`);
  const removed = [`${instances} instances`, `${requests} requests of the journal`, ...inSnapshots];
  const nothing = instances === 0 && requests === 0 && inSnapshots.length === 0;
  return [
    nothing
      ? 'nothing has that, and nothing was removed; a pointer leads into the data of an instance, such as /customerEmail'
      : `removed ${removed.join(', ')}`,
    ...(fixtures.length > 0
      ? [
          `the fixtures have ${fixtures.join(', ')}: new worlds begin with that, until it is taken out of instances.yaml`,
        ]
      : []),
    ...Object.entries(unread).map(([what, why]) => `not looked into: ${what}: ${why}`),
  ].join('\n');
}
