import { writeFile } from 'node:fs/promises';
import { dirname, join, relative } from 'node:path';
import { stringify } from 'yaml';
import { makeFolder } from '../../../contracts/files/make-folder.ts';
import { Mistake } from '../../../contracts/files/mistake.ts';
import { bundledApis } from '../../../contracts/reader/read-api.ts';

/** @throws Mistake when it cannot be written */
export async function writeFixture(path: string, text: string): Promise<void> {
  try {
    await makeFolder(dirname(path));
    await writeFile(path, text);
  } catch (error) {
    throw new Mistake([{ text: `${path} cannot be written: ${(error as Error).message}` }]);
  }
}

/** A file of fixtures, with the schema that editors hold it to. */
export function fixtureYaml(folder: string, api: string, what: string, value: object): string {
  const schema = relative(join(folder, api), join(bundledApis(), api, `${what}.schema.json`));
  return `# yaml-language-server: $schema=${schema}\n${stringify(value, { lineWidth: 110 })}`;
}
