import { catalogueOf } from '../simulation/simulation.ts';
import type { AdminCall } from './admin-request.ts';

/** By API, the ids the stand-in knows, learned ones among them, in the shape of the fixtures. */
export const catalogue: AdminCall = ({ standIn, world, res }) => {
  res.json(Object.fromEntries(standIn.apis.map((loaded) => [loaded.api.name, catalogueOf(loaded, world)])));
};
