import { faultProfiles } from '../../contracts/reader/fault-files.ts';
import { faultRules } from '../simulation/faults/fault-rules.ts';
import { type AdminCall, Wrong } from './transport/admin-request.ts';
import { isTrue, onlyParameters } from './transport/parameters.ts';
import { sentJson } from './transport/read-json-body.ts';

/** The faults of the world, each with how many requests it was for (`matched`) and how often it did something (`fired`). */
export const listFaults: AdminCall = ({ world, res }) => {
  res.json(world.faults.entries());
};

/** `{items: [{name, description, api?, operationId?}]}`: the troubles that have a name, for `profile`. */
export const listFaultProfiles: AdminCall = ({ res }) => {
  const items = [...faultProfiles()].map(([name, { outcomes: _, ...about }]) => ({ name, ...about }));
  res.json({ items });
};

/**
 * Other faults instead of those there are; counting begins anew, with `?counted=true` not for those that are written as they
 * were. A list with mistakes changes nothing.
 */
export const putFaults: AdminCall = async ({ apis, world, req, res }) => {
  onlyParameters(req, ['counted']);
  const counted = isTrue(req, 'counted');
  const { rules, problems } = await faultRules(sentJson(req), apis);
  if (problems.length > 0) {
    const told = problems.map(({ pointer, text }) => `${pointer || 'the list'}: ${text}`);
    throw new Wrong(
      400,
      `Nothing was changed. Send a list of faults (contracts/faults.schema.json) without these mistakes: ${told.join('; ')}.`,
      { errors: problems.map(({ pointer, text }) => ({ pointer, detail: text })) },
    );
  }
  await world.make();
  world.faults.replace(rules, counted);
  res.json(world.faults.entries());
};

/** No faults any more. */
export const deleteFaults: AdminCall = async ({ world, res }) => {
  await world.make();
  world.faults.replace([]);
  res.status(204).end();
};
