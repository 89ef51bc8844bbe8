import type { AdminCall } from './call.ts';

/** Takes the world back to the fixtures: instances, ids, what was learned, journal. */
export const reset: AdminCall =
  ({ worlds }) =>
  async (_req, res) => {
    await worlds.reset('default');
    res.status(204).end();
  };
