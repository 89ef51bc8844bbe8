// Clients that start runs without pause, and remember which were acknowledged.
import { setTimeout as sleep } from 'node:timers/promises';
import { type Served, served } from '../served.ts';

const headers = { 'X-API-Key': 'apk_demo_secret', 'Content-Type': 'application/json' };

export interface Started {
  status: number;
  id: string;
  body: Record<string, unknown>;
}

/** Starts a run. */
export async function start(url: string, data: unknown = {}): Promise<Started> {
  const answer = await fetch(`${url}/process/exec`, {
    method: 'POST',
    headers,
    body: JSON.stringify({ processId: 'your-flow-uuid', data }),
  });
  const body = (await answer.json()) as Record<string, unknown>;
  return { status: answer.status, id: String(body.processInstanceId), body };
}

export async function look(url: string, id: string): Promise<number> {
  const answer = await fetch(`${url}/process/instance/${id}`, { headers });
  await answer.arrayBuffer();
  return answer.status;
}

/** Those of many that are not there. */
export async function missing(url: string, ids: readonly string[]): Promise<string[]> {
  const lost: string[] = [];
  const rest = [...ids];
  const reader = async (): Promise<void> => {
    for (let id = rest.pop(); id !== undefined; id = rest.pop())
      if ((await look(url, id)) !== 200) lost.push(id);
  };
  await Promise.all(Array.from({ length: 8 }, reader));
  return lost;
}

export async function health(url: string) {
  return (await (await fetch(`${url}/__admin/health`)).json()) as {
    status: string;
    reason?: string;
    instances: { kept: number; most: number; quarantined: number };
    notices: string[];
  };
}

export interface Tally {
  acknowledged: string[];
  lost: string[];
  /** What the starts said that did not get ready. */
  unreadable: string[];
}

/**
 * Serves a folder, has it written by 20 clients at once and kills it at a random moment, again and again. Each start
 * looks for what was acknowledged since the one before, the last for everything.
 */
export async function killAgainAndAgain(folder: string, kills: number): Promise<Tally> {
  const tally: Tally = { acknowledged: [], lost: [], unreadable: [] };
  let seen = 0;
  for (let done = 0; done <= kills; done += 1) {
    const server = await served(['--data', folder]).catch((error: Error) => {
      tally.unreadable.push(error.message);
      return undefined;
    });
    if (!server) return tally;
    const last = done === kills;
    tally.lost.push(...(await missing(server.url, tally.acknowledged.slice(last ? 0 : seen))));
    seen = tally.acknowledged.length;
    if (last) await server.end();
    else await killWhileWritten(server, tally.acknowledged);
  }
  return tally;
}

async function killWhileWritten({ url, end }: Served, acknowledged: string[]): Promise<void> {
  let killed = false;
  const writer = async (): Promise<void> => {
    while (!killed) {
      const started = await start(url, { text: 'x'.repeat(Math.random() ** 3 * 8000) }).catch(
        () => undefined,
      );
      if (started?.status === 200) acknowledged.push(started.id);
    }
  };
  const writers = Array.from({ length: 20 }, writer);
  // Often before anything is compacted, often while it is, which begins after a second or after some megabytes.
  await sleep(30 + Math.random() ** 2 * 1800);
  const ended = end('SIGKILL');
  killed = true;
  await Promise.all([ended, ...writers]);
}
