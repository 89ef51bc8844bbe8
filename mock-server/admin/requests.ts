import type { AdminCall } from './call.ts';
import { sendProblem } from './send-problem.ts';

/** `{items}`: the requests the world received, the newest first. */
export const requests: AdminCall =
  ({ worlds }) =>
  async (_req, res) => {
    const { journal } = await worlds.get('default');
    res.json({ items: journal.all().reverse() });
  };

/** One request, with everything that explains its answer. */
export const request: AdminCall =
  ({ worlds }) =>
  async (req, res) => {
    const { journal } = await worlds.get('default');
    const id = String(req.params.id);
    const entry = journal.get(id);
    if (entry) res.json(entry);
    else
      sendProblem(
        res,
        404,
        `There is no request ${id} in the journal: it never was, or it made room for newer ones.`,
      );
  };
