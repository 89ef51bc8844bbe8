import { type AdminCall, Wrong } from './call.ts';

/** `{items}`: the requests the world received, the newest first. */
export const requests: AdminCall = ({ world, res }) => {
  res.json({ items: world.journal.all().reverse() });
};

/** One request, with everything that explains its answer. */
export const request: AdminCall = ({ world, req, res }) => {
  const id = String(req.params.id);
  const entry = world.journal.get(id);
  if (!entry)
    throw new Wrong(
      404,
      `There is no request ${id} in the journal: it never was, or it made room for newer ones.`,
    );
  res.json(entry);
};
