import { randomBytes } from 'node:crypto';
import { isObject, type Json } from '../../files/json.ts';
import type { Outgoing } from '../../reader/calls/outgoing-request.ts';
import { HttpClient } from '../sending/http-client.ts';
import { type Incoming, NoAnswer } from '../sending/message.ts';

type Send = (outgoing: Outgoing) => Promise<Incoming>;

/**
 * Plays a run in a world of its own, where the target is a stand-in that has worlds; the world is deleted afterwards.
 * Requests are told as they would be sent to the server's own world.
 * @param wanted whether such a target is looked for
 */
export async function withOwnWorld<T>(
  url: string,
  wanted: boolean,
  send: Send,
  timeout: number,
  play: (send: Send, own: boolean) => Promise<T>,
): Promise<T> {
  // Of its own, so that what ends the run does not keep the world from being deleted.
  const housekeeping = new HttpClient({ timeout });
  const keep: Send = (outgoing) => housekeeping.send(outgoing);
  const world = wanted ? await made(url, keep) : undefined;
  housekeeping.close();
  if (world === undefined) return play(send, false);
  const inside: Send = (outgoing) =>
    send({ ...outgoing, headers: { ...outgoing.headers, 'x-mock-world': world } });
  try {
    return await play(inside, true);
  } finally {
    const place = `${url}/__admin/worlds/${world}`;
    await quietly(() => keep({ method: 'DELETE', url: place, headers: authorization() }));
    housekeeping.close();
  }
}

async function made(url: string, send: Send): Promise<string | undefined> {
  const health = await quietly(() => send({ method: 'GET', url: `${url}/__admin/health`, headers: {} }));
  if (health?.status !== 200 || !isStandIn(health.body)) return undefined;
  const name = `verify-${randomBytes(6).toString('hex')}`;
  const answer = await quietly(() =>
    send({ method: 'PUT', url: `${url}/__admin/worlds/${name}`, headers: authorization() }),
  );
  return answer?.status === 201 || answer?.status === 200 ? name : undefined;
}

/** The token of the control plane, where one is given; sent only to what has shown that it is a stand-in. */
function authorization(): Record<string, string> {
  const { FLOWX_MOCK_ADMIN_TOKEN: token } = process.env;
  return token ? { authorization: `Bearer ${token}` } : {};
}

function isStandIn(body: string): boolean {
  try {
    const health = JSON.parse(body) as Json;
    return isObject(health) && 'worlds' in health && 'contracts' in health;
  } catch {
    return false;
  }
}

/** That a world could not be made or deleted breaks no promise. */
async function quietly(call: () => Promise<Incoming>): Promise<Incoming | undefined> {
  try {
    return await call();
  } catch (error) {
    if (error instanceof NoAnswer) return undefined;
    throw error;
  }
}
