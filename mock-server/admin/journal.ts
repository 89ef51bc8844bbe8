import type { JournalEntry } from '../domain/journal/journal-entry.ts';
import { clientGone } from '../http/transport/client-gone.ts';
import { parsePrefer, waitOf } from '../http/transport/parse-prefer.ts';
import { findRequests } from '../simulation/journal/find-requests.ts';
import { har } from '../simulation/journal/har.ts';
import { readQuery, UnusableQuery } from '../simulation/journal/journal-query.ts';
import { type AdminCall, type AdminContext, Wrong } from './admin-request.ts';
import { onlyParameters, parameter } from './parameters.ts';
import { sentJson } from './read-json-body.ts';

/** `{items}`: the requests the world answered, the newest first; `?limit=N` of them, `?since=ID` those after that one. */
export const listRequests: AdminCall = ({ world, req, res }) => {
  onlyParameters(req, ['limit', 'since']);
  const [limit, since] = [parameter(req, 'limit'), parameter(req, 'since')];
  const most = limit === undefined ? Number.POSITIVE_INFINITY : Number(limit);
  if (limit !== undefined && !(Number.isInteger(most) && most >= 1))
    throw new Wrong(400, `limit is an integer from 1 on, not "${limit}".`);
  if (since !== undefined && !/^req_\d+$/.test(since))
    throw new Wrong(400, `since is the id of a request such as req_7, not "${since}".`);
  const found = since === undefined ? world.journal.all() : world.journal.addedAfter(since);
  res.json({ items: found.reverse().slice(0, most) });
};

/** One request, with everything that explains its answer. */
export const getRequest: AdminCall = ({ world, req, res }) => {
  const id = String(req.params.id);
  const entry = world.journal.get(id);
  if (!entry)
    throw new Wrong(
      404,
      `There is no request ${id} in the journal: it never was, or it made room for newer ones.`,
    );
  res.json(entry);
};

/** `{items}`: the requests that a query means, the newest first. With `Prefer: wait=S` it waits until there is one. */
export const postFind: AdminCall = async (context) => {
  const items = await found(context);
  context.res.json({ items });
};

/** `{count}`: how many there are. With `Prefer: wait=S` it waits until there is one. */
export const postCount: AdminCall = async (context) => {
  const { length } = await found(context);
  context.res.json({ count: length });
};

/** Forgets all requests of the world. */
export const deleteRequests: AdminCall = ({ world, res }) => {
  world.journal.clear();
  res.status(204).end();
};

/** The journal as HAR 1.2, the oldest first: developer tools of browsers open it. */
export const getRequestsAsHar: AdminCall = ({ version, world, req, res }) => {
  const base = `${req.protocol}://${req.headers.host}`;
  const text = JSON.stringify(har(world.journal.all(), { base, version }));
  res.attachment(`flowx-mock-${world.name}.har`).type('application/json').send(text);
};

async function found({ apis, world, req, res }: AdminContext): Promise<JournalEntry[]> {
  const query = readOrRefuse(sentJson(req) ?? {}, apis);
  const seconds = waitOf(parsePrefer(req.headers.prefer));
  if (seconds > 0) res.set('Preference-Applied', `wait=${seconds}`);
  return findRequests(world, query, { most: seconds * 1000, signal: clientGone(res) });
}

function readOrRefuse(body: unknown, apis: AdminContext['apis']) {
  try {
    return readQuery(body, apis);
  } catch (error) {
    if (error instanceof UnusableQuery) throw new Wrong(400, `${error.message}.`);
    throw error;
  }
}
