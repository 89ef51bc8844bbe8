import { Mistake } from '../../contracts/files/mistake.ts';
import type { FirstStory } from '../simulation/begin-with-story.ts';
import type { RunOptions } from './run-options.ts';

/** What `story` and `as` say. @throws Mistake where they cannot be read */
export function firstStory({ story, as = [] }: Pick<RunOptions, 'story' | 'as'>): FirstStory | undefined {
  if (story === undefined) return undefined;
  const [, name, count] = /^([a-z][a-z0-9-]*):([1-9][0-9]{0,6})$/.exec(story) ?? [];
  if (name === undefined || count === undefined)
    throw new Mistake([{ text: `--story takes NAME:COUNT, such as onboarding:40, not "${story}"` }]);
  const names = namePairs(as);
  return { story: name, count: Number(count), ...(as.length > 0 && { as: names }) };
}

/** `NAME=NAME`, as an object. @throws Mistake for what is none */
function namePairs(written: readonly string[]): Record<string, string> {
  return Object.fromEntries(
    written.map((one) => {
      const [, name, own] = /^([^=]+)=(.+)$/.exec(one) ?? [];
      if (name !== undefined && own !== undefined) return [name, own];
      throw new Mistake([{ text: `--as takes NAME=NAME, the story's name first, not "${one}"` }]);
    }),
  );
}
