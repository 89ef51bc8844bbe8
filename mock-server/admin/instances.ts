import type { Request } from 'express';
import type { AdminCall } from './call.ts';
import { sendProblem } from './send-problem.ts';

const MOST = 1000;

/** `{items, next?}`, filtered by `api`, `state` and `process`. */
export const instances: AdminCall =
  ({ worlds }) =>
  async (req, res) => {
    const limit = Number(req.query.limit ?? 100);
    if (!Number.isInteger(limit) || limit < 1 || limit > MOST) {
      return sendProblem(res, 400, `limit is an integer from 1 to ${MOST}, not "${req.query.limit}".`);
    }
    const world = await worlds.get('default');
    const filter = Object.fromEntries(
      ['api', 'state', 'process', 'cursor'].flatMap((name) => textOf(req, name)),
    );
    res.json(await world.list({ ...filter, limit }));
  };

export const instance: AdminCall =
  ({ worlds }) =>
  async (req, res) => {
    const id = String(req.params.id);
    const found = await (await worlds.get('default')).get(id);
    if (found) res.json(found);
    else sendProblem(res, 404, `There is no instance ${id}. GET /__admin/instances lists those there are.`);
  };

function textOf({ query }: Request, name: string): [string, string][] {
  const value = query[name];
  return typeof value === 'string' ? [[name, value]] : [];
}
