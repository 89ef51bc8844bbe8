import type { Command } from 'commander';
import { Mistake } from '../../contracts/files/mistake.ts';
import { failureReason } from '../domain/values/failure-reason.ts';
import type { CommandContext } from './settings/command-context.ts';
import { variableOf } from './settings/settings.ts';
import { unknownVariables } from './settings/variables.ts';

/** @throws Mistake where somebody deleted the folder in which the command runs: no path means anything there */
export function checkWorkingFolder(): void {
  if (failureReason(() => process.cwd()) === undefined) return;
  throw new Mistake([{ text: 'the folder in which it runs was deleted; change to one that is there' }]);
}

/** Tells of variables that look like settings of ours, and are settings of none of the commands. */
export function tellUnknownVariables(root: Command, { env, stderr }: CommandContext): void {
  const options = root.commands.flatMap((one) => [one, ...one.commands]).flatMap((one) => one.options);
  const known = [...new Set(options.map((option) => variableOf(option.attributeName())))];
  for (const text of unknownVariables(env, known)) stderr.write(`flowx-mock: ${text}\n`);
}
