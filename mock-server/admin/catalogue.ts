import { catalogueOf } from '../simulation/apis/world-catalogue.ts';
import type { AdminCall } from './transport/admin-request.ts';

/** By API, the ids the stand-in knows, learned ones among them, in the shape of the fixtures. */
export const getCatalogue: AdminCall = ({ apis, world, res }) => {
  res.json(Object.fromEntries(apis.map((loaded) => [loaded.api.name, catalogueOf(loaded, world)])));
};
