import type { Command, Option } from 'commander';
import { TOKEN_RULES, type TokenSettings, tokenCommand } from './commands/token.ts';
import type { CommandContext } from './settings/command-context.ts';
import { type SettingRule, settleFlags } from './settings/settings.ts';

/** `token`. */
export function addTokenCommand(
  root: Command,
  around: CommandContext,
  ended: (exitCode: number) => void,
  optionOf: (command: Command, rule: SettingRule) => Option,
): void {
  const command = root
    .command('token')
    .description('Print a signed token of a stand-in that runs, for curl and tests.');
  for (const rule of TOKEN_RULES) command.addOption(optionOf(command, rule));
  command.action(async (flags: Record<string, unknown>) => {
    const settings = settleFlags<TokenSettings>(TOKEN_RULES, flags, around.env);
    ended(await tokenCommand(settings, around));
  });
}
