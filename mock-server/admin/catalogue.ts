import { catalogueOf } from '../stand-in/stand-in.ts';
import type { AdminCall } from './call.ts';

/** By API, the ids the stand-in knows, learned ones among them, in the shape of the fixtures. */
export const catalogue: AdminCall =
  ({ apis, worlds }) =>
  async (_req, res) => {
    const world = await worlds.get('default');
    res.json(Object.fromEntries(apis.map((loaded) => [loaded.api.name, catalogueOf(loaded, world)])));
  };
