import { storyList } from '../../simulation/stories/story-list.ts';
import type { AdminCall } from '../transport/admin-request.ts';

/** `{items: [{name, shows?, api?}]}`: the stories that a world can be filled with. */
export const listStories: AdminCall = ({ fixtures, res }) => {
  res.json({ items: storyList(fixtures) });
};
