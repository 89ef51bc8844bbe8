import { Mistake } from '../../../contracts/files/mistake.ts';
import type { ControlPlane } from '../../client/control-plane.ts';
import { seedProgress } from '../seeding/seed-progress.ts';
import type { CommandContext } from '../settings/command-context.ts';
import type { SettingRule } from '../settings/settings.ts';
import { WHEREABOUTS, type Whereabouts, withControlPlane } from './control-plane-call.ts';

/** What `seed` was asked for. */
export interface SeedSettings extends Whereabouts {
  story?: string;
  count: number;
  seed?: string;
  now?: string;
  set: string[];
  as: string[];
  dryRun: boolean;
  targets?: string;
  allowWrites: boolean;
  rate?: number;
  resume?: string;
}

/** Calls a second: a server that others use is not to notice. */
const RATE = 10;

export const SEED_RULES: SettingRule[] = [
  {
    name: 'story',
    type: 'string',
    description: 'Name of the story: onboarding, loans, support, or one of the fixtures.',
  },
  {
    name: 'count',
    type: 'integer',
    default: 40,
    description: 'How many cases there are to be; those that are there are left.',
  },
  { name: 'seed', type: 'string', description: 'Another seed than the world has: other people and dates.' },
  {
    name: 'now',
    type: 'string',
    description:
      'When a world begins that is not there yet: an instant, or -P1D; one that is there keeps its time.',
  },
  {
    name: 'set',
    type: 'array',
    default: [],
    description: 'POINTER=VALUE: what is so in the start body of every case, as JSON or text.',
  },
  {
    name: 'as',
    type: 'array',
    default: [],
    description: 'NAME=NAME: what a process of the story is called in this catalogue.',
  },
  { name: 'dryRun', type: 'boolean', default: false, description: 'Only say what would come of it.' },
  {
    name: 'targets',
    type: 'string',
    description:
      'What a real server knows: ids and credentials (contracts/targets.schema.json). With it the story is told through public calls.',
  },
  {
    name: 'allowWrites',
    type: 'boolean',
    default: false,
    description: 'Start processes on a real server that is not this machine.',
  },
  {
    name: 'rate',
    type: 'integer',
    description: `Calls a second into a real server, at most; ${RATE} unless given.`,
  },
  {
    name: 'resume',
    type: 'string',
    description: 'The file that an earlier run into a real server has named: goes on with it.',
  },
  ...WHEREABOUTS,
];

/** So many are asked for at once. */
const BATCH = 2500;

/** What a call answers. */
interface Seeded {
  added: number;
  there: number;
  states: Record<string, number>;
}

/**
 * Plays a story into a stand-in that runs, into a data folder, or with targets into a real server.
 * @returns the exit code: 0 done, 1 not all of it, 2 writes that were not allowed, 3 it cannot be reached
 * @throws Mistake for what it refused
 */
export function seedCommand(settings: SeedSettings, around: CommandContext): Promise<number> {
  const { story, count } = settings;
  if (story === undefined) throw new Mistake([{ text: 'which story? --story onboarding, loans or support' }]);
  if (settings.targets !== undefined)
    return intoServer({ ...settings, story, targets: settings.targets }, around);
  checkForStandIn(settings);
  const talk = async (control: ControlPlane): Promise<number> => {
    const seeded = await inBatches(control, settings, around);
    const states = Object.entries(seeded.states).map(
      ([state, cases]) => `  ${String(cases).padStart(6)} ${state}\n`,
    );
    const verb = settings.dryRun ? 'would be added' : 'added';
    around.stdout.write(
      `${story}: ${seeded.added} ${verb}, ${seeded.there} of ${count} there already\n${states.join('')}`,
    );
    return 0;
  };
  const otherwise =
    'A real server is filled with --targets FILE, through its public calls (docs/demo-worlds.md).';
  return withControlPlane(settings, around, talk, { mayMake: !settings.dryRun, otherwise });
}

async function intoServer(
  settings: SeedSettings & { story: string; targets: string },
  around: CommandContext,
): Promise<number> {
  const { into, world, count, rate = RATE } = settings;
  const wrong = [
    ...(into === undefined ? ['--targets tells of a real server, and --into URL says where it is'] : []),
    ...(world === 'default' ? [] : ['--world is of stand-ins; a real server has none']),
    ...(count > 0 ? [] : [`--count takes a number from 1 on, not ${count}`]),
    ...(rate > 0 ? [] : [`--rate takes a number from 1 on, not ${rate}`]),
  ];
  if (into === undefined || wrong.length > 0) throw new Mistake(wrong.map((text) => ({ text })));
  // Who fills a stand-in has no need of the suite's HTTP client.
  const { seedServer } = await import('../seeding/seed-server.ts');
  const [set, as] = [settled(settings.set), pairs(settings.as, '--as takes NAME=NAME')];
  return seedServer({ ...settings, into: into.replace(/\/+$/, ''), rate, set, as }, around);
}

function checkForStandIn({ allowWrites, rate, resume }: SeedSettings): void {
  const given = Object.entries({
    '--allow-writes': allowWrites || undefined,
    '--rate': rate,
    '--resume': resume,
  });
  const stray = given.filter(([, value]) => value !== undefined).map(([flag]) => flag);
  if (stray.length > 0)
    throw new Mistake([
      { text: `${stray.join(' and ')}: only into a real server, of which --targets FILE tells` },
    ]);
}

async function inBatches(
  control: ControlPlane,
  { story, count, seed, now, set, as, dryRun }: SeedSettings,
  around: CommandContext,
): Promise<Seeded> {
  const body = { story, seed, dryRun, set: settled(set), as: pairs(as, '--as takes NAME=NAME') };
  const total: Seeded = { added: 0, there: 0, states: {} };
  const progress = seedProgress(around);
  const step = dryRun ? count : BATCH;
  for (let from = 0; ; from += step) {
    const upTo = Math.min(from + step, count);
    const { added, there, states } = (await control.call('POST', '/seed', {
      // The first batch makes the world; from then on it has its time.
      body: { ...body, from, count: upTo, ...(now !== undefined && from === 0 && { now }) },
    })) as Seeded;
    total.added += added;
    total.there += there;
    for (const [state, cases] of Object.entries(states))
      total.states[state] = (total.states[state] ?? 0) + cases;
    progress.show(upTo, count);
    if (upTo === count) {
      progress.clear();
      return total;
    }
  }
}

function settled(set: readonly string[]): Record<string, unknown> {
  const given = pairs(set, '--set takes POINTER=VALUE, such as /currency=EUR');
  return Object.fromEntries(Object.entries(given).map(([pointer, text]) => [pointer, jsonOr(text)]));
}

function pairs(written: readonly string[], rule: string): Record<string, string> {
  return Object.fromEntries(
    written.map((one) => {
      const [, name, value] = /^([^=]+)=([\s\S]*)$/.exec(one) ?? [];
      if (name === undefined || value === undefined) throw new Mistake([{ text: `${rule}, not "${one}"` }]);
      return [name, value];
    }),
  );
}

function jsonOr(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
