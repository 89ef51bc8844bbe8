import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { Mistake } from '../../../contracts/files/mistake.ts';
import { packageFolder } from '../../../contracts/files/package-folder.ts';
import { readSource, type SourceFile } from '../../../contracts/files/source-file.ts';
import { bundledFixtures } from '../../../contracts/reader/fixtures.ts';
import { checkAgainst } from '../../../contracts/schema/judging/check-file.ts';
import type { Story } from '../../domain/stories/story.ts';
import { storyMistakes } from '../../domain/stories/story-mistakes.ts';

/** A story with its file, for mistakes that only its catalogue shows. */
export interface StoryFile {
  story: Story;
  source: Pick<SourceFile, 'place'>;
}

/**
 * A story of the fixtures, or one that ships.
 * @param fixtures the folder
 * @throws Mistake when there is none of this name, or for all that is wrong with it, with file, line and pointer
 */
export function readStory(name: string, fixtures: string): StoryFile {
  const path = foldersOf(fixtures)
    .map((folder) => join(folder, `${name}.yaml`))
    .find((file) => existsSync(file));
  if (path !== undefined && /^[a-z0-9-]+$/.test(name)) return readStoryFile(path, name);
  throw new Mistake([{ text: `there is no story "${name}"; there are ${storyNames(fixtures).join(', ')}` }]);
}

/** Of the stories of a folder of fixtures, and of those that ship. */
export const storyNames = (fixtures: string): string[] =>
  [...new Set(foldersOf(fixtures).flatMap(namesIn))].sort();

/** Where stories are looked for, in this order. */
const foldersOf = (fixtures: string): string[] => [
  ...new Set([join(fixtures, 'stories'), join(bundledFixtures(), 'stories')]),
];

/** @throws Mistake as `readStory` */
export function readStoryFile(path: string, name?: string): StoryFile {
  const source = readSource<Story>(path);
  const schema = readSource(join(packageFolder(), 'contracts', 'story.schema.json'));
  if (!source.verified || !schema.verified) checkAgainst(schema.value, source, schema);
  const story = source.value;
  const misnamed =
    name !== undefined && story.name !== name
      ? [{ pointer: '/name', text: `it is called "${story.name}", and its file ${name}.yaml` }]
      : [];
  const found = [...misnamed, ...storyMistakes(story)];
  if (found.length === 0) return { story, source };
  throw new Mistake(
    found.map(({ pointer, text }) => ({ text, place: source.place(pointer) })),
    'The grammar of stories: contracts/story.schema.json, docs/demo-worlds.md.',
  );
}

function namesIn(folder: string): string[] {
  if (!existsSync(folder)) return [];
  const files = readdirSync(folder).filter((file) => file.endsWith('.yaml'));
  return files.map((file) => file.slice(0, -'.yaml'.length));
}
