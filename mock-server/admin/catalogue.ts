import { catalogueOf } from '../simulation/apis/world-catalogue.ts';
import type { AdminCall } from './admin-request.ts';

/** By API, the ids the stand-in knows, learned ones among them, in the shape of the fixtures. */
export const catalogue: AdminCall = ({ simulation, world, res }) => {
  res.json(
    Object.fromEntries(simulation.apis.map((loaded) => [loaded.api.name, catalogueOf(loaded, world)])),
  );
};
