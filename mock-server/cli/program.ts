import { Command, CommanderError, type Option } from 'commander';
import { Mistake } from '../../contracts/files/mistake.ts';
import { visible } from '../../contracts/suite/report/wording/escape-control-characters.ts';
import { CannotListen } from '../running/cannot-listen.ts';
import { version } from '../running/package-manifest.ts';
import { UnusableFolder } from '../store/interface/unusable-folder.ts';
import type { InitFlags } from './commands/init.ts';
import { identityQuestions, starterQuestions } from './commands/init-questions.ts';
import type { CommandContext } from './settings/command-context.ts';
import { ENV_RULE, execRules, settleExec } from './settings/exec-settings.ts';
import { Interrupted } from './settings/on-interrupt.ts';
import {
  configurationFile,
  flagOf,
  type SettingRule,
  type Settings,
  settingRules,
  settle,
  settleFlags,
  variableOf,
} from './settings/settings.ts';
import { VERIFY_RULES, type VerifySettings } from './settings/verify-settings.ts';
import { addStoryCommands } from './story-commands.ts';
import { adviceFor } from './stray-argument.ts';
import { checkWorkingFolder, tellUnknownVariables } from './surroundings.ts';
import { addTokenCommand } from './token-command.ts';

/** Exit codes of the command line (docs/command.md, "Exit codes"). */
const DONE = 0;
const WRONG_USAGE = 2;
const DEFECT = 4;

/** Where `serve` listens unless told otherwise. */
const DEFAULT_TARGET = 'http://127.0.0.1:4010';

/**
 * Runs the command line.
 * @param argv without node and script
 * @returns the exit code
 */
export async function run(argv: string[], around: CommandContext): Promise<number> {
  try {
    let code = DONE;
    const ended = (exitCode: number): void => {
      code = exitCode;
    };
    checkWorkingFolder();
    const root = await program(around, ended);
    tellUnknownVariables(root, around);
    await root.parseAsync(argv, { from: 'user' });
    return code;
  } catch (error) {
    if (error instanceof Interrupted) return error.exitCode;
    if (error instanceof CommanderError) return error.exitCode === 0 ? DONE : WRONG_USAGE;
    const expected =
      error instanceof Mistake || error instanceof UnusableFolder || error instanceof CannotListen;
    const text = expected ? error.message : `this is a defect of flowx-mock: ${(error as Error).stack}`;
    around.stderr.write(`flowx-mock: ${visible(text)}\n`);
    return expected ? WRONG_USAGE : DEFECT;
  }
}

async function program(around: CommandContext, ended: (exitCode: number) => void): Promise<Command> {
  const root = new Command('flowx-mock')
    .description('A stand-in for the REST APIs of workflow engines, driven by contracts.')
    .version(version())
    .exitOverride()
    // What stands behind a command is its own, `--` and all that follows it too.
    .enablePositionalOptions()
    .configureOutput({
      writeOut: (text) => around.stdout.write(text),
      writeErr: (text) => around.stderr.write(text),
    })
    .showHelpAfterError('Run "flowx-mock --help" or "flowx-mock serve --help" for what there is.');
  addServe(root, around);
  addExec(root, around, ended);
  addVerify(root, around, ended);
  addContract(root, around);
  await addInit(root, around);
  addDoctor(root, around, ended);
  addTokenCommand(root, around, ended, optionOf);
  addStoryCommands(root, around, ended, optionOf);
  return root;
}

function addServe(root: Command, around: CommandContext): void {
  const command = root
    .command('serve', { isDefault: true })
    .description('Answer the APIs (the default command).');
  addConfig(command);
  for (const rule of settingRules()) command.addOption(optionOf(command, rule));
  // As the default command it would take a misspelt command for an argument, and say that there are too many.
  command.allowExcessArguments();
  command.action(async ({ config, ...flags }: Record<string, unknown>) => {
    const [stray] = command.args;
    const names = root.commands.map((one) => one.name());
    if (stray !== undefined)
      command.error(`error: "${stray}" is neither a command nor a flag${adviceFor(stray, names)}`);
    const again = (): Settings => settle(flags, around.env, config as string | undefined);
    const settings = again();
    // The server is of no use to help, or to another command.
    const { serve } = await import('./commands/serve.ts');
    const configuration = configurationFile(around.env, config as string | undefined);
    await serve(settings, around, { configuration, again });
  });
}

function addConfig(command: Command): void {
  command.option(
    '--config <file>',
    `Configuration file, instead of flowx-mock.config.yaml in this folder. [${variableOf('config')}]`,
  );
}

function addExec(root: Command, around: CommandContext, ended: (exitCode: number) => void): void {
  const command = root
    .command('exec')
    .argument('<command...>', 'What to run, behind "--": exec -- npm test')
    .description('Run a command against a stand-in of its own; ends with the exit code of the command.');
  addConfig(command);
  for (const rule of [ENV_RULE, ...execRules()]) command.addOption(optionOf(command, rule));
  command.action(async (words: string[], { config, ...flags }: Record<string, unknown>) => {
    const { env: pairs, ...others } = flags as { env?: string[] };
    const settings = settleExec(others, around.env, config as string | undefined);
    const { pairsOf } = await import('./exec/named-variables.ts');
    const { exec } = await import('./exec/exec.ts');
    ended(await exec(words, settings, around, pairsOf(pairs, around.env)));
  });
}

function addVerify(root: Command, around: CommandContext, ended: (exitCode: number) => void): void {
  const command = root
    .command('verify')
    .argument('[url]', 'The server to judge.', DEFAULT_TARGET)
    .description('Judge a server by the contracts.');
  for (const rule of VERIFY_RULES) command.addOption(optionOf(command, rule));
  command.action(async (url: string, flags: Record<string, unknown>) => {
    const settings = settleFlags<VerifySettings>(VERIFY_RULES, separated(flags), around.env);
    // The suite brings libraries along that serve has no need of.
    const { verifyCommand } = await import('./commands/verify.ts');
    ended(await verifyCommand(url, settings, around));
  });
}

/** Lists may be given with commas, too. */
function separated(flags: Record<string, unknown>): Record<string, unknown> {
  const entries = Object.entries(flags).map(([name, value]) => [
    name,
    Array.isArray(value) ? value.flatMap((one: string) => one.split(',').map((part) => part.trim())) : value,
  ]);
  return Object.fromEntries(entries);
}

function optionOf(command: Command, rule: SettingRule): Option {
  const placeholder = { integer: ' <number>', string: ' <text>', array: ' <text>', boolean: '' }[rule.type];
  const fallback =
    rule.default === undefined || rule.default === false || Array.isArray(rule.default)
      ? ''
      : ` Default: ${rule.default}.`;
  const repeatable = rule.type === 'array' ? ' Repeatable.' : '';
  const option = command.createOption(
    flagOf(rule.name) + placeholder,
    `${rule.description}${fallback}${repeatable} [${variableOf(rule.name)}]`,
  );
  if (rule.type === 'array') option.argParser(gathered);
  return option;
}

function addContract(root: Command, around: CommandContext): void {
  const contract = root.command('contract').description('What is promised, for other tools.');
  const types = contract
    .command('types')
    .argument('[api]', 'The API, by name.')
    .description(
      'Print the TypeScript types of an API: of its schemas, and of what its operations take and give.',
    );
  withContracts(types).action(async (api: string | undefined, flags: Record<string, unknown>) => {
    const { contractTypes } = await import('./commands/contract-types.ts');
    around.stdout.write(await contractTypes(api, contractFolders(flags, around)));
  });
  const openapi = contract
    .command('openapi')
    .argument('[api]', 'The API, by name.')
    .description('Print the OpenAPI document of an API, as plain as generators of clients want it.')
    .option('--version <version>', 'Of OpenAPI: 3.1, or 3.0 for older tools.', '3.1');
  withContracts(openapi).action(async (api: string | undefined, flags: Record<string, unknown>) => {
    const { version, ...others } = flags;
    const { contractOpenApi } = await import('./commands/contract-openapi.ts');
    around.stdout.write(contractOpenApi(api, contractFolders(others, around), String(version)));
  });
}

function withContracts(command: Command): Command {
  const text = `Folder with more APIs. Repeatable. [${variableOf('contracts')}]`;
  return command.option('--contracts <folder>', text, gathered);
}

function contractFolders(flags: Record<string, unknown>, around: CommandContext): string[] {
  const rules = settingRules().filter(({ name }) => name === 'contracts');
  return settleFlags<{ contracts: string[] }>(rules, separated(flags), around.env).contracts;
}

function gathered(value: string, earlier: string[] = []): string[] {
  return [...earlier, value];
}

async function addInit(root: Command, around: CommandContext): Promise<void> {
  const command = root
    .command('init')
    .argument('<folder>', 'Where to write; made if it is not there.')
    .description('Write a fixtures folder with your own ids, for serve --fixtures.')
    .showHelpAfterError()
    .option('--force', `Overwrite files that are already there. [${variableOf('force')}]`);
  for (const { name, text, many } of [...(await starterQuestions()), ...identityQuestions]) {
    const repeatable = many ? ' Repeatable.' : '';
    const option = command.createOption(
      `${flagOf(name)} <${name.startsWith('login') ? 'text' : 'id'}>`,
      `${text}.${repeatable} [${variableOf(name)}]`,
    );
    if (many) option.argParser(gathered);
    command.addOption(option);
  }
  command.action(async (folder: string, flags: InitFlags) => {
    // `init` writes YAML with comments, by a library that takes as long to load as all of Express.
    const { init } = await import('./commands/init.ts');
    await init(folder, flags, around);
  });
}

/** Of the settings of `serve` those by which it can be found, and what it needs. */
const FOR_DOCTOR = ['port', 'host', 'data', 'ephemeral', 'store', 'adminToken'];
const DOCTOR_JSON = { name: 'json', type: 'boolean', description: 'Say what was found as JSON.' } as const;

function addDoctor(root: Command, around: CommandContext, ended: (exitCode: number) => void): void {
  const command = root
    .command('doctor')
    .argument('[url]', 'The base URL that your application has; else where serve would listen.')
    .description('Find the usual mistakes, and say how to mend each.');
  addConfig(command);
  const rules = settingRules().filter(({ name }) => FOR_DOCTOR.includes(name));
  for (const rule of [...rules, DOCTOR_JSON]) command.addOption(optionOf(command, rule));
  command.action(async (url: string | undefined, { config, ...flags }: Record<string, unknown>) => {
    const settings = settle(flags, around.env, config as string | undefined);
    const { doctorCommand } = await import('./commands/doctor.ts');
    ended(await doctorCommand(url, settings, around));
  });
}
