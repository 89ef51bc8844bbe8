import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { Mistake } from '../../../contracts/files/mistake.ts';
import { type ControlPlane, ControlPlaneError } from '../../client/control-plane.ts';
import { readSnapshot } from '../../simulation/snapshots/read-snapshot.ts';
import type { CommandContext } from '../settings/command-context.ts';
import type { SettingRule } from '../settings/settings.ts';
import { WHEREABOUTS, type Whereabouts, withControlPlane } from './control-plane-call.ts';
import type { ExportSettings } from './export-snapshot.ts';

/** What `snapshot` was asked for. */
export interface SnapshotSettings extends Whereabouts, ExportSettings {
  /** With save and diff another word for `into`. */
  from?: string;
  time: string;
  exact: boolean;
  quarantine: boolean;
  json: boolean;
}

export const SNAPSHOT_RULES: SettingRule[] = [
  ...WHEREABOUTS,
  { name: 'from', type: 'string', description: 'With save and diff: the same as --into.' },
  {
    name: 'time',
    type: 'string',
    default: 'keep',
    description: 'With load: keep is as it was, shift as old as when it was saved, by whole weeks.',
  },
  {
    name: 'exact',
    type: 'boolean',
    default: false,
    description: 'With load --time shift: to the moment, instead of by whole weeks.',
  },
  {
    name: 'quarantine',
    type: 'boolean',
    default: false,
    description: 'With load: leave out what no longer fits, instead of refusing all.',
  },
  {
    name: 'to',
    type: 'string',
    description: 'With export: the fixtures folder in which API/instances.yaml are written.',
  },
  {
    name: 'redact',
    type: 'array',
    default: [],
    description:
      'With export: a JSON Pointer into the data, such as /customerEmail, in whose place stand-ins are put.',
  },
  {
    name: 'force',
    type: 'boolean',
    default: false,
    description: 'With export: overwrite files that are there.',
  },
  { name: 'json', type: 'boolean', default: false, description: 'Say it as JSON.' },
];

interface About {
  name: string;
  now: string;
  instances: number;
}

interface Difference {
  id?: string;
  pointer: string;
  before?: unknown;
  after?: unknown;
}

type Act = (
  control: ControlPlane,
  names: string[],
  settings: SnapshotSettings,
  say: (text: string, json: unknown) => void,
) => Promise<number>;

const path = (name: string): string => `/snapshots/${encodeURIComponent(name)}`;

const ACTS: Record<string, Act> = {
  save: async (control, [name = ''], _, say) => {
    const about = (await control.call('PUT', path(name))) as About;
    say(`saved ${line(about)}`, about);
    return 0;
  },
  load: async (control, [given = ''], { time, exact, quarantine }, say) => {
    const name = await takenIn(control, given);
    const body = { time, exact, quarantine };
    const loaded = (await control.call('POST', `${path(name)}/load`, { body })) as About & {
      clock: { now: string };
      datesLeft: number;
      quarantined: Record<string, string>;
      changedSince: string[];
    };
    const notes = [
      ...(loaded.datesLeft > 0
        ? [`${loaded.datesLeft} texts that look like dates were left as they are`]
        : []),
      ...loaded.changedSince.map((one) => `the ${one} changed since it was saved`),
      ...Object.entries(loaded.quarantined).map(([id, reason]) => `left out ${id}: ${reason}`),
    ];
    say([`loaded ${line(loaded)}; it is ${loaded.clock.now}`, ...notes].join('\n'), loaded);
    return 0;
  },
  list: async (control, _, __, say) => {
    const { items } = (await control.call('GET', '/snapshots')) as { items: About[] };
    say(items.map(line).join('\n') || 'there are none', items);
    return 0;
  },
  show: async (control, [name = ''], _, say) => {
    const snapshot = await control.call('GET', path(name));
    say(JSON.stringify(snapshot, null, 1), snapshot);
    return 0;
  },
  diff: async (control, [name = '', other], _, say) => {
    const { items } = (await control.call('GET', `${path(name)}/diff`, { query: { with: other } })) as {
      items: Difference[];
    };
    say(items.map(differenceLine).join('\n') || 'no difference', items);
    return items.length === 0 ? 0 : 1;
  },
  export: async (control, [given = ''], settings, say) => {
    // The library that writes YAML takes long to load.
    const { exportSnapshot } = await import('./export-snapshot.ts');
    const exported = await exportSnapshot(control, await takenIn(control, given), settings);
    const written = Object.entries(exported.files).map(
      ([path, count]) => `wrote ${path}: ${count} instances`,
    );
    const left = Object.entries(exported.left).map(
      ([api, count]) => `left ${count} of ${api}, which has no fixtures`,
    );
    say([...written, ...left].join('\n') || 'it has no instances', exported);
    return 0;
  },
  delete: async (control, [name = ''], _, say) => {
    await control.call('DELETE', path(name));
    say(`deleted ${name}`, { deleted: name });
    return 0;
  },
};

/** What can be done with snapshots. */
export const SNAPSHOT_ACTS = Object.keys(ACTS);

/**
 * Saves, loads, lists, shows, compares or deletes snapshots of a stand-in that runs, or of a data folder.
 * @returns the exit code: 0 done, 1 two differ, 3 the stand-in cannot be reached
 * @throws Mistake for what it refused
 */
export function snapshotCommand(
  what: string,
  names: string[],
  settings: SnapshotSettings,
  around: CommandContext,
): Promise<number> {
  const act = Object.hasOwn(ACTS, what) ? ACTS[what] : undefined;
  if (!act) throw new Mistake([{ text: `snapshot ${what}: there is ${SNAPSHOT_ACTS.join(', ')}` }]);
  if (what !== 'list' && names.length === 0)
    throw new Mistake([{ text: `snapshot ${what} NAME: which one?` }]);
  const say = (text: string, json: unknown): void =>
    void around.stdout.write(`${settings.json ? JSON.stringify(json) : text}\n`);
  const { from = settings.into } = settings;
  const whereabouts = { ...settings, ...(from !== undefined && { into: from }) };
  return withControlPlane(whereabouts, around, (control) => act(control, names, settings, say), {
    mayMake: what === 'load',
  });
}

/** A file is stored first, under its own name. */
async function takenIn(control: ControlPlane, given: string): Promise<string> {
  if (!given.endsWith('.json')) return given;
  const name = basename(given, '.json');
  try {
    const body = readSnapshot(readFileSync(given, 'utf8'), given);
    await control.call('PUT', path(name), { body });
    return name;
  } catch (error) {
    if (error instanceof Mistake || error instanceof ControlPlaneError) throw error;
    throw new Mistake([{ text: `${given} cannot be read: ${(error as Error).message}` }]);
  }
}

function line({ name, now, instances }: About): string {
  return `${name}: ${instances} instances, at ${now}`;
}

function differenceLine({ id = 'the world', pointer, before, after }: Difference): string {
  const shown = (value: unknown): string =>
    value === undefined ? 'nothing' : JSON.stringify(value).slice(0, 120);
  return `${id} ${pointer}: ${shown(before)} -> ${shown(after)}`;
}
