import { randomBytes } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { isObject } from '../../files/json.ts';
import { jsonOfText } from '../../files/json-of-text.ts';
import type { Outgoing } from '../../reader/calls/outgoing.ts';
import { HttpClient } from '../sending/http-client.ts';
import { type Incoming, NoAnswer } from '../sending/message.ts';

type Send = (outgoing: Outgoing) => Promise<Incoming>;

/** A world that was made for a run. */
export interface OwnWorld {
  /** Lets time go by in it at once, rather than wait. Undefined where its clock does not rule what is answered. */
  advance: ((ms: number) => Promise<void>) | undefined;
}

/** How far its clock is moved to see whether it rules, and how close two looks at it are. */
const TRIED_MS = 60_000;

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
  play: (send: Send, own: OwnWorld | undefined) => Promise<T>,
): Promise<T> {
  // Of its own, so that what ends the run does not keep the world from being deleted.
  const housekeeping = new HttpClient({ timeout });
  const keep: Send = (outgoing) => housekeeping.send(outgoing);
  const world = wanted ? await made(url, keep) : undefined;
  if (world === undefined) {
    housekeeping.close();
    return play(send, undefined);
  }
  const inside: Send = (outgoing) =>
    send({ ...outgoing, headers: { ...outgoing.headers, 'x-mock-world': world } });
  try {
    return await play(inside, { advance: await clockOf(world, url, keep) });
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

/**
 * The clock of a world, where it is the one that requests are answered by: what stands before a stand-in may choose
 * another world than the one that is asked for, and the clock of that one is not ours to move.
 */
async function clockOf(world: string, url: string, send: Send): Promise<OwnWorld['advance']> {
  const headers = { ...authorization(), 'content-type': 'application/json' };
  const moved = (ms: number) =>
    quietly(() =>
      send({
        method: 'POST',
        url: `${url}/@${world}/__admin/clock/advance`,
        headers,
        body: JSON.stringify({ by: `PT${(ms / 1000).toFixed(3)}S` }),
      }),
    );
  const there = timeIn(await moved(TRIED_MS));
  const chosen = { ...authorization(), 'x-mock-world': world };
  const here = timeIn(
    await quietly(() => send({ method: 'GET', url: `${url}/__admin/clock`, headers: chosen })),
  );
  if (there === undefined || here === undefined || Math.abs(here - there) > TRIED_MS / 2) return undefined;
  return async (ms) => {
    if ((await moved(ms))?.status !== 200) await sleep(ms);
  };
}

function timeIn(answer: Incoming | undefined): number | undefined {
  const clock = answer?.status === 200 ? jsonOfText(answer.body) : undefined;
  return isObject(clock) && typeof clock.now === 'string' ? Date.parse(clock.now) : undefined;
}

function isStandIn(body: string): boolean {
  const health = jsonOfText(body);
  return isObject(health) && 'worlds' in health && 'contracts' in health;
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
