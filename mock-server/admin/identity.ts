import { endOf } from '../domain/identity/session.ts';
import { milliseconds } from '../domain/time/duration.ts';
import { timestamp } from '../domain/time/timestamp.ts';
import type { Data } from '../domain/values/process-data.ts';
import { announcedUrl } from '../http/transport/own-host.ts';
import { tokensByHand, UnknownName } from '../identity/grants/tokens-by-hand.ts';
import { type AdminCall, type AdminContext, Wrong } from './transport/admin-request.ts';
import { sentJson } from './transport/read-json-body.ts';

const EXAMPLE = '{"user":"anna","ttl":"PT5M","claims":{"groups":["advisors"]}}';

/** `{realm?, user?, client?, ttl?, claims?}`: what the token endpoint answers, without a browser. */
export const postTokens: AdminCall = async (context) => {
  const { req, res, world, identity } = context;
  const { ttl, claims, ...named } = wishIn(sentJson(req) ?? {});
  const wish = { ...named, ttl: ttl === undefined ? undefined : lifeOf(ttl), claims };
  const base = announcedUrl(req, identity.publicUrl, world.name);
  try {
    res.set('Cache-Control', 'no-store').json(await tokensByHand(wish, world, base, identity));
  } catch (error) {
    if (error instanceof UnknownName) throw new Wrong(400, `${error.message}.`);
    throw error;
  }
};

/** `{items: [{id, realm, user, clients, startedAt, usedAt, endsAt}]}`: who is logged in. */
export const listSessions: AdminCall = ({ world, identity, res }) => {
  const items = [...identity.records.of(world).sessions.values()].flatMap((session) => {
    const [client] = identity.realms.get(session.realm)?.clients.values() ?? [];
    if (!client || session.service) return [];
    const { id, realm, user, grants, startedAt, usedAt } = session;
    const clients = [...new Set(grants.map((grant) => grant.client))];
    const times = { startedAt: timestamp(startedAt), usedAt: timestamp(usedAt) };
    return [{ id, realm, user, clients, ...times, endsAt: timestamp(endOf(session, client.lifetimes)) }];
  });
  res.json({ items });
};

/** Access tokens of the session are refused as expired from now on; a refresh works. */
export const expireSession: AdminCall = async (context) => {
  sessionOf(context).epoch += 1;
  await context.identity.records.keep();
  context.res.status(204).end();
};

/** The session is over: its tokens are refused, and cannot be refreshed. */
export const deleteSession: AdminCall = async (context) => {
  const { identity, world, res } = context;
  identity.records.of(world).sessions.delete(sessionOf(context).id);
  await identity.records.keep();
  res.status(204).end();
};

/** `{now?: true}`: a new key, which signs in a minute, or at once; the old ones stay published. */
export const rotateKeys: AdminCall = async ({ req, res, identity }) => {
  const { now } = (sentJson(req) ?? {}) as { now?: unknown };
  if (now !== undefined && typeof now !== 'boolean') throw new Wrong(400, 'Send nothing, or {"now":true}.');
  const { kid, signsFrom } = await identity.records.keys.rotate(now);
  res.status(201).json({ kid, signsFrom: timestamp(signsFrom) });
};

function sessionOf({ req, world, identity }: AdminContext) {
  const id = String(req.params.id);
  const session = identity.records.of(world).sessions.get(id);
  if (!session) throw new Wrong(404, `There is no session ${id}; GET /__admin/sessions has them.`);
  return session;
}

interface Sent {
  realm?: string;
  user?: string;
  client?: string;
  ttl?: string;
  claims?: Data;
}

/** @throws Wrong 400 for a member that is not what it should be */
function wishIn(body: object): Sent {
  for (const [name, value] of Object.entries(body)) {
    const fits = name === 'claims' ? typeof value === 'object' && value !== null : typeof value === 'string';
    if (!fits) throw new Wrong(400, `${name} is ${name === 'claims' ? 'an object' : 'a text'}: ${EXAMPLE}.`);
  }
  return body;
}

function lifeOf(ttl: string): number {
  try {
    return milliseconds(ttl);
  } catch (error) {
    throw new Wrong(400, `ttl: ${(error as Error).message}.`);
  }
}
