import type { Request } from 'express';
import type { JournalEntry } from '../domain/journal/journal-entry.ts';
import { clientGone } from '../http/transport/client-gone.ts';
import { parsePrefer, waitOf } from '../http/transport/parse-prefer.ts';
import { isEnding, STOPPING } from '../http/transport/server-ending.ts';
import { har } from '../simulation/journal/har.ts';
import { matcher, readQuery, UnusableQuery } from '../simulation/journal/journal-query.ts';
import { shownEntry } from '../simulation/journal/shown-entry.ts';
import { waitForRequest } from '../simulation/journal/wait-for-request.ts';
import { type AdminCall, type AdminContext, Wrong } from './transport/admin-request.ts';
import { onlyParameters, pageSize, parameter } from './transport/parameters.ts';
import { sentJson } from './transport/read-json-body.ts';
import { sendItems, sendJson } from './transport/send-items.ts';

/**
 * `{items, next?}`: the requests the world answered, the newest first; `?since=ID` those after that one, `?cursor=ID` goes
 * on after that one, as `next` of the page before said.
 */
export const listRequests: AdminCall = async ({ world, secrets, req, res }) => {
  onlyParameters(req, ['limit', 'since', 'cursor']);
  const [since, cursor] = [requestId(req, 'since'), requestId(req, 'cursor')];
  const limit = pageSize(req);
  const page = new JournalPage(world.journal.newest({ since, before: cursor }), limit);
  await sendItems(res, shownAll(page.items(), secrets), () =>
    page.next === undefined ? {} : { next: page.next },
  );
};

/** @throws Wrong 400 for what is no id of a request */
function requestId(req: Request, name: string): string | undefined {
  const id = parameter(req, name);
  if (id === undefined || /^req_\d+$/.test(id)) return id;
  throw new Wrong(400, `${name} is the id of a request such as req_7, not "${id}".`);
}

/** So many of some entries, and after which to go on. */
class JournalPage {
  /** Known once all items were taken; undefined when there are no more. */
  next: string | undefined;
  readonly #entries: Iterable<JournalEntry>;
  readonly #limit: number;

  constructor(entries: Iterable<JournalEntry>, limit: number) {
    this.#entries = entries;
    this.#limit = limit;
  }

  *items(): Generator<JournalEntry, void> {
    let last: string | undefined;
    let taken = 0;
    for (const entry of this.#entries) {
      if (taken === this.#limit) {
        this.next = last;
        return;
      }
      taken += 1;
      last = entry.id;
      yield entry;
    }
  }
}

/** One request, with everything that explains its answer. */
export const getRequest: AdminCall = ({ world, secrets, req, res }) => {
  res.json(shownEntry(entryOf(world, String(req.params.id)), secrets));
};

/** @throws Wrong 404 where it is not there */
function entryOf({ journal }: AdminContext['world'], id: string): JournalEntry {
  const entry = journal.get(id);
  if (entry) return entry;
  throw new Wrong(
    404,
    `There is no request ${id} in the journal: it never was, or it made room for newer ones.`,
  );
}

/** `{items}`: the requests that a query means, the newest first. With `Prefer: wait=S` it waits until there is one. */
export const postFind: AdminCall = async (context) => {
  const wanted = await matching(context);
  await sendItems(context.res, shownAll(entriesOf(context, wanted), context.secrets));
};

/** `{count}`: how many there are. With `Prefer: wait=S` it waits until there is one. */
export const postCount: AdminCall = async (context) => {
  const wanted = await matching(context);
  let count = 0;
  for (const _ of entriesOf(context, wanted)) count += 1;
  context.res.json({ count });
};

/** Forgets all requests of the world. */
export const deleteRequests: AdminCall = ({ world, announcements, res }) => {
  world.journal.clear();
  announcements.announce(world.name, 'world', () => ({ change: 'emptied' }));
  res.status(204).end();
};

/**
 * The journal as HAR 1.2, the oldest first: developer tools of browsers open it. With `?id=ID` that request only.
 * @throws Wrong 404 where it is not there
 */
export const getRequestsAsHar: AdminCall = async ({ version, world, secrets, req, res }) => {
  onlyParameters(req, ['id']);
  const id = requestId(req, 'id');
  const one = id === undefined ? undefined : entryOf(world, id);
  const base = `${req.protocol}://${req.headers.host}`;
  const { before, entry, after } = har({ base, version });
  const wanted = one ? [one] : world.journal.oldestFirst();
  res.attachment(`flowx-mock-${one?.id ?? world.name}.har`);
  const entries = function* (): Generator<object, void> {
    for (const one of wanted) yield entry(shownEntry(one, secrets));
  };
  await sendJson(res, before, entries(), () => after);
};

/** As anybody may see them. */
function* shownAll(
  entries: Iterable<JournalEntry>,
  secrets: AdminContext['secrets'],
): Generator<JournalEntry, void> {
  for (const entry of entries) yield shownEntry(entry, secrets);
}

/** Those that a query means, as they are when they are asked for. */
function* entriesOf({ world }: AdminContext, wanted: Matcher): Generator<JournalEntry, void> {
  if (world.closed) return;
  for (const entry of world.journal.newest()) if (wanted(entry)) yield entry;
}

/** What a call's query means, once there is one such request or nobody waits for it any more. */
async function matching({ apis, world, req, res }: AdminContext): Promise<Matcher> {
  const query = readOrRefuse(sentJson(req) ?? {}, apis);
  const seconds = waitOf(parsePrefer(req.headers.prefer));
  if (seconds > 0) res.set('Preference-Applied', `wait=${seconds}`);
  await waitForRequest(world, query, { most: seconds * 1000, signal: clientGone(res) });
  const wanted = matcher(query);
  if (seconds > 0 && isEnding(req.socket) && ![...world.journal.newest()].some(wanted))
    throw new Wrong(503, `There is no such request, and ${STOPPING}.`);
  return wanted;
}

type Matcher = ReturnType<typeof matcher>;

function readOrRefuse(body: unknown, apis: AdminContext['apis']) {
  try {
    return readQuery(body, apis);
  } catch (error) {
    if (error instanceof UnusableQuery) throw new Wrong(400, `${error.message}.`);
    throw error;
  }
}
