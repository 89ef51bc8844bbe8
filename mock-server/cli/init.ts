import { existsSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join, relative } from 'node:path';
import { createInterface } from 'node:readline/promises';
import { stringify } from 'yaml';
import type { JsonObject } from '../../contracts/reader/json.ts';
import { bundledApis } from '../../contracts/reader/load.ts';
import { Mistake } from '../../contracts/reader/mistake.ts';
import type { Answers, Question } from '../behaviours/starter.ts';
import { starterQuestions, starters } from './starter-questions.ts';
import type { Surroundings } from './surroundings.ts';

/** The flags of `init`; ids by the name of their question. */
export type InitFlags = { force?: boolean } & Record<string, string | string[] | boolean | undefined>;

/**
 * Writes fixtures with the user's own ids. What no flag gives is asked on a terminal, else the bundled world's is taken.
 * @throws Mistake when a file is there already
 */
export async function init(folder: string, flags: InitFlags, around: Surroundings): Promise<void> {
  const answers = await collect(flags, around);
  const files: [path: string, text: string][] = [];
  for (const [api, starter] of await starters()) {
    files.push([
      join(folder, api, 'catalogue.yaml'),
      yaml(folder, api, 'catalogue', starter.catalogue(answers)),
    ]);
    files.push([
      join(folder, api, 'instances.yaml'),
      yaml(folder, api, 'instances', starter.instances(answers)),
    ]);
  }
  files.push([
    join(folder, 'flowx-mock.config.yaml'),
    `# For: flowx-mock serve --config ${join(folder, 'flowx-mock.config.yaml')}\n${stringify({ fixtures: '.' })}`,
  ]);
  const taken = files.map(([path]) => path).filter((path) => existsSync(path));
  if (taken.length > 0 && !flags.force) {
    throw new Mistake(
      [{ text: `already there: ${taken.join(', ')}` }],
      'Nothing was written. Choose another folder, or --force to overwrite.',
    );
  }
  for (const [path, text] of files) {
    await mkdir(dirname(path), { recursive: true });
    await writeFile(path, text);
  }
  around.stderr.write(
    `Wrote ${files.map(([path]) => path).join(', ')}.\nNow run: flowx-mock serve --fixtures ${folder}\n`,
  );
}

async function collect(flags: InitFlags, { stdin, stderr }: Surroundings): Promise<Answers> {
  const questions = await starterQuestions();
  const given = (question: Question): string[] | undefined => {
    const flag = flags[question.name];
    return flag === undefined ? undefined : [flag].flat().map(String);
  };
  const terminal = stdin.isTTY ? createInterface({ input: stdin, output: stderr }) : undefined;
  const answers: Answers = {};
  for (const question of questions) {
    answers[question.name] =
      given(question) ?? (terminal ? await ask(terminal, question) : question.fallback);
  }
  terminal?.close();
  return answers;
}

async function ask(
  terminal: ReturnType<typeof createInterface>,
  { text, fallback, many }: Question,
): Promise<string[]> {
  const hint = fallback.length > 0 ? ` [${fallback.join(', ')}]` : '';
  const line = (
    await terminal.question(`${text}${many ? ' (several: separate by commas)' : ''}${hint}: `)
  ).trim();
  if (line === '') return fallback;
  return many
    ? line
        .split(',')
        .map((item) => item.trim())
        .filter((item) => item !== '')
    : [line];
}

function yaml(folder: string, api: string, what: string, value: JsonObject | JsonObject[]): string {
  const schema = relative(join(folder, api), join(bundledApis(), api, `${what}.schema.json`));
  return `# yaml-language-server: $schema=${schema}\n${stringify(value, { lineWidth: 110 })}`;
}
