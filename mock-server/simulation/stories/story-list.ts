import { Mistake } from '../../../contracts/files/mistake.ts';
import { readStory, storyNames } from './read-story.ts';

/** A story for people to choose; one with mistakes has but its name, and tells them when it is wanted. */
export interface ListedStory {
  name: string;
  /** What it shows, in a sentence. */
  shows?: string;
  api?: string;
}

/** The stories of a folder of fixtures, and those that ship, by name. */
export function storyList(fixtures: string): ListedStory[] {
  return storyNames(fixtures).map((name) => {
    try {
      const { shows, api } = readStory(name, fixtures).story;
      return { name, shows, api };
    } catch (error) {
      if (error instanceof Mistake) return { name };
      throw error;
    }
  });
}
