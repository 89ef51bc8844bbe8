import type { Command, Option } from 'commander';
import { INSTANCES_RULES, type InstancesSettings, instancesCommand } from './commands/instances.ts';
import { SEED_RULES, type SeedSettings, seedCommand } from './commands/seed.ts';
import {
  SNAPSHOT_ACTS,
  SNAPSHOT_RULES,
  type SnapshotSettings,
  snapshotCommand,
} from './commands/snapshot.ts';
import type { CommandContext } from './settings/command-context.ts';
import { type SettingRule, settleFlags } from './settings/settings.ts';

/** `seed`, `snapshot` and `instances`. */
export function addStoryCommands(
  root: Command,
  around: CommandContext,
  ended: (exitCode: number) => void,
  optionOf: (command: Command, rule: SettingRule) => Option,
): void {
  const seed = root
    .command('seed')
    .description(
      'Play a story into a stand-in that runs, a data folder, or through its public calls a real server.',
    );
  for (const rule of SEED_RULES) seed.addOption(optionOf(seed, rule));
  seed.action(async (flags: Record<string, unknown>) => {
    const settings = settleFlags<SeedSettings>(SEED_RULES, flags, around.env);
    ended(await seedCommand(settings, around));
  });
  const snapshot = root
    .command('snapshot')
    .argument('<what>', SNAPSHOT_ACTS.join(', '))
    .argument('[names...]', 'A name; with load also a file that ends in .json, with diff a second name.')
    .description(
      'Keep worlds of a stand-in that runs, or of a data folder, under names, and bring them back.',
    );
  for (const rule of SNAPSHOT_RULES) snapshot.addOption(optionOf(snapshot, rule));
  snapshot.action(async (what: string, names: string[], flags: Record<string, unknown>) => {
    const settings = settleFlags<SnapshotSettings>(SNAPSHOT_RULES, flags, around.env);
    ended(await snapshotCommand(what, names, settings, around));
  });
  const instances = root
    .command('instances')
    .argument('<what>', 'delete')
    .argument('[ids...]', 'Which ones, by id; or else --where.')
    .description('Remove instances from world, files, journal, snapshots, and what a reset goes back to.');
  for (const rule of INSTANCES_RULES) instances.addOption(optionOf(instances, rule));
  instances.action(async (what: string, ids: string[], flags: Record<string, unknown>) => {
    const settings = settleFlags<InstancesSettings>(INSTANCES_RULES, flags, around.env);
    ended(await instancesCommand(what, ids, settings, around));
  });
}
