import { randomUUID } from 'node:crypto';
import { Agent, request } from 'node:http';
import { START } from './contender.ts';

const CLIENTS = 24;

export interface Figures {
  /** Requests a second. */
  rate: number;
  /** Milliseconds. */
  p50: number;
  p99: number;
  /** Answers with another status than was to be expected. */
  wrong: number;
}

interface Asked {
  method: string;
  path: string;
  headers?: Record<string, string>;
  body?: string;
  expected: number;
}

/**
 * What a day of a team looks like, in quick motion: worlds come and go, processes are started and looked at, requests
 * are wrong, clocks are moved, journals are read.
 */
export async function mixedLoad({ port, seconds }: { port: number; seconds: number }): Promise<Figures> {
  const agent = new Agent({ keepAlive: true, maxSockets: CLIENTS });
  const times: number[] = [];
  const until = performance.now() + seconds * 1000;
  let wrong = 0;
  const ask = async (asked: Asked): Promise<string> => {
    const startedAt = performance.now();
    const { status, text } = await send(agent, port, asked);
    times.push(performance.now() - startedAt);
    if (status !== asked.expected) wrong += 1;
    return text;
  };
  const client = async (): Promise<void> => {
    for (let count = 0; performance.now() < until; count += 1) await story(ask, count % 2 === 0);
  };
  await Promise.all(Array.from({ length: CLIENTS }, client));
  agent.destroy();
  times.sort((a, b) => a - b);
  const at = (share: number): number => times[Math.floor(times.length * share)] ?? 0;
  return { rate: times.length / seconds, p50: at(0.5), p99: at(0.99), wrong };
}

/**
 * One world from its first request to its end. Every other one is left behind, so that it has to make room for others; and
 * the default world, which lasts, gets requests that leave nothing but entries in its journal.
 */
async function story(ask: (asked: Asked) => Promise<string>, tidy: boolean): Promise<void> {
  const world = { 'X-Mock-World': `w-${randomUUID()}` };
  const headers = { ...START.headers, ...world };
  for (let n = 0; n < 20; n += 1) {
    const { uuid } = JSON.parse(await ask({ ...START, headers, expected: 200 })) as { uuid: string };
    await ask({ method: 'GET', path: `/__admin/instances/${uuid}`, headers: world, expected: 200 });
    await ask({ ...START, headers, body: '{"broken"', expected: 400 });
    await ask({ ...START, headers: { ...headers, Authorization: '' }, expected: 401 });
    await ask({ ...START, body: '{"broken"', expected: 400 });
  }
  const by = '{"by":"PT1H"}';
  const json = { ...world, 'Content-Type': 'application/json' };
  await ask({ method: 'POST', path: '/__admin/clock/advance', headers: json, body: by, expected: 200 });
  await ask({ method: 'GET', path: '/__admin/instances?limit=10', headers: world, expected: 200 });
  await ask({ method: 'GET', path: '/__admin/requests', headers: world, expected: 200 });
  const [, name = ''] = Object.entries(world)[0] ?? [];
  if (tidy) await ask({ method: 'DELETE', path: `/__admin/worlds/${name}`, expected: 204 });
}

function send(agent: Agent, port: number, { method, path, headers, body }: Asked) {
  return new Promise<{ status: number; text: string }>((resolve, reject) => {
    const sent = request({ host: '127.0.0.1', port, method, path, headers, agent }, (answer) => {
      let text = '';
      answer.setEncoding('utf8').on('data', (chunk) => {
        text += chunk;
      });
      answer.on('end', () => resolve({ status: answer.statusCode ?? 0, text }));
    });
    sent.on('error', reject).end(body);
  });
}
