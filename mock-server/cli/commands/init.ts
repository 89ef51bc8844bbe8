import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { stringify } from 'yaml';
import type { JsonObject } from '../../../contracts/files/json.ts';
import { Mistake } from '../../../contracts/files/mistake.ts';
import { shellOf } from '../../../contracts/reader/calls/shell-of.ts';
import type { Answers, Question } from '../../behaviours/template-for-init.ts';
import type { CommandContext } from '../settings/command-context.ts';
import { flagOf, variableOf } from '../settings/settings.ts';
import { Interview, itemsOf } from './ask-questions.ts';
import { identityFiles, shippedLogin } from './init-identity.ts';
import { identityQuestions, starterQuestions, starters } from './init-questions.ts';
import { fixtureYaml, writeFixture } from './write-fixtures.ts';

/** Where `serve` answers unless it is told otherwise. */
const DEFAULT_URL = 'http://127.0.0.1:4010';

/** The flags of `init`; ids by the name of their question. */
export type InitFlags = { force?: boolean } & Record<string, string | string[] | boolean | undefined>;

/**
 * Writes fixtures with the user's own ids. What no flag gives is asked on a terminal, else the bundled world's is taken.
 * @throws Mistake when a file is there already or cannot be written; Interrupted
 */
export async function init(folder: string, flags: InitFlags, around: CommandContext): Promise<void> {
  const answers = await collect(flags, around);
  const files: [path: string, text: string][] = [];
  const catalogues = new Map<string, JsonObject>();
  for (const [api, starter] of await starters()) {
    const catalogue = starter.catalogue(answers);
    catalogues.set(api, catalogue);
    files.push([join(folder, api, 'catalogue.yaml'), fixtureYaml(folder, api, 'catalogue', catalogue)]);
    files.push([
      join(folder, api, 'instances.yaml'),
      fixtureYaml(folder, api, 'instances', starter.instances(answers)),
    ]);
  }
  if (answers.loginRealm) files.push(...identityFiles(folder, answers));
  files.push([
    join(folder, 'flowx-mock.config.yaml'),
    `# For: flowx-mock serve --config ${join(folder, 'flowx-mock.config.yaml')}\n${stringify({ fixtures: '.' })}`,
  ]);
  const taken = files.map(([path]) => path).filter((path) => existsSync(path));
  if (taken.length > 0 && !flags.force && !['1', 'true'].includes(around.env[variableOf('force')] ?? '')) {
    throw new Mistake(
      [{ text: `already there: ${taken.join(', ')}` }],
      'Nothing was written. Choose another folder, or --force to overwrite.',
    );
  }
  for (const [path, text] of files) await writeFixture(path, text);
  const { firstCalls } = await import('./init-calls.ts');
  const calls = await firstCalls(catalogues, DEFAULT_URL, shellOf(around.env));
  around.stderr.write(
    [
      `Wrote ${files.map(([path]) => path).join(', ')}.`,
      `Now run: flowx-mock serve --fixtures ${folder}`,
      'Then, for instance:',
      ...calls.map((line) => `  ${line}`),
      '',
    ].join('\n'),
  );
}

async function collect(flags: InitFlags, { env, stdin, stderr, signal }: CommandContext): Promise<Answers> {
  const given = ({ name, many }: Question): string[] | undefined => {
    const flag = flags[name];
    if (flag !== undefined) return [flag].flat().map((id) => filled(id, name));
    const variable = env[variableOf(name)];
    return variable ? itemsOf(variable, many) : undefined;
  };
  const terminal = stdin.isTTY ? new Interview(stdin, stderr, signal) : undefined;
  const answers: Answers = {};
  const settle = async (question: Question): Promise<string[]> => {
    const settled = given(question) ?? (await terminal?.ask(question)) ?? question.fallback;
    answers[question.name] = settled;
    return settled;
  };
  const [users, ...login] = identityQuestions;
  const shipped = shippedLogin();
  try {
    for (const question of await starterQuestions()) await settle(question);
    const named = (await settle(users)).length > 0;
    if (named || login.some((question) => given(question)))
      for (const question of login)
        await settle({ ...question, fallback: shipped[question.name] ?? question.fallback });
  } finally {
    terminal?.close();
  }
  return answers;
}

function filled(id: string | boolean, name: string): string {
  if (String(id).trim() !== '') return String(id);
  throw new Mistake(
    [{ text: `${flagOf(name)} is blank` }],
    'Leave it out to be asked, or to take the bundled id.',
  );
}
