// Anything at all to each operation and each call of the control plane: nothing but answers and refusals in their shapes.
import { toUSVString } from 'node:util';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { bundledApis, loadApis } from '../../contracts/reader/read-api.ts';
import { full } from '../full.ts';
import { type Drawn, draw } from './random-requests.ts';
import { head, type Listening, listening, type RawAnswer, RawConnection } from './raw.ts';
import { expectRefusal, shapeFor } from './refusal-shape.ts';

const REQUESTS = full ? 20_000 : 30;
/** So many connections ask at once. */
const CONNECTIONS = 8;

let mock: Listening;
/** `GET /__admin/clock`, as the stand-in itself lists them; `GET /process/instance/{instanceId}`. */
const calls: string[] = [];
beforeAll(async () => {
  mock = await listening();
  const { body } = await mock.ask(head('GET', '/__admin/no-such-call', { Host: 'localhost' }));
  const listed = JSON.parse(body).detail.split('which has: ')[1] as string;
  // A stream of events never ends: it is tried elsewhere.
  calls.push(
    ...listed
      .slice(0, -1)
      .split(', ')
      .filter((call) => call !== 'GET /__admin/events'),
  );
  for (const { operations } of loadApis([bundledApis()]))
    calls.push(...operations.map(({ method, path }) => `${method} ${path}`));
});
afterAll(() => mock.stop());

/** A call with what was drawn in the places of its parameters. */
function bytesOf(
  call: string,
  { segments, query: pairs, headers: more, body: sent }: Drawn,
): [Buffer, string] {
  const [method = '', pattern = ''] = call.split(' ');
  let at = 0;
  const path = pattern.replace(/:\w+|\{[^}]+\}/g, () => String(segments[at++]).replace(/[?#]/g, '-'));
  const asked = pairs.map(
    ([name, value]) => `${encodeURIComponent(toUSVString(name))}=${value.replaceAll('#', '')}`,
  );
  const bytes = Buffer.from(sent);
  const length = { 'Content-Length': String(bytes.length) };
  const base = { Host: 'localhost', Authorization: 'Bearer any', 'Flowx-Platform': 'web' };
  const all = { ...base, 'Content-Type': 'application/json', ...more, ...length };
  return [Buffer.concat([head(method.toUpperCase(), `${path}?${asked.join('&')}`, all), bytes]), path];
}

/** A problem may say more than each has to. */
function expectProblem(answer: RawAnswer): void {
  const { type, title, status, detail, code } = JSON.parse(answer.body);
  expectRefusal({ ...answer, body: JSON.stringify({ type, title, status, detail, code }) }, 'problem');
}

function expectRight(answer: RawAnswer, path: string): void {
  // What is asked of no API that there is, is refused as the control plane refuses.
  const isProblem = answer.headers['content-type']?.startsWith('application/problem+json') === true;
  const shape = path.startsWith('/__admin') || isProblem ? 'problem' : shapeFor(path);
  // The organisation's build infos are refused without words of an envelope.
  if (path.startsWith('/org/') && answer.status >= 400) {
    expect(Object.keys(JSON.parse(answer.body))).toEqual(expect.arrayContaining(['status', 'title']));
    expect(answer.status).toBeLessThan(500);
    return;
  }
  // What asks for more than there is room for is told so.
  if (shape === 'problem' && (answer.status === 507 || answer.status === 503))
    expect(answer.headers['content-type']).toMatch(/^application\/problem\+json/);
  else if (answer.status >= 400 && path.startsWith('/__admin')) expectProblem(answer);
  else if (answer.status >= 400) expectRefusal(answer, shape);
  else if (shape !== 'problem') expect(answer.headers['x-mock-source']).toBe('behaviour');
}

async function ask(call: string, drawn: Drawn[], failures: string[]): Promise<void> {
  let connection = new RawConnection(mock.port);
  for (const one of drawn) {
    const [bytes, path] = bytesOf(call, one);
    try {
      const answer = await connection.send(bytes).answer();
      expectRight(answer, path);
      if (answer.headers.connection !== 'close') continue;
      await connection.closed;
    } catch (error) {
      failures.push(`${bytes}\n${error instanceof Error ? error.message : error}`);
      connection.end();
    }
    connection = new RawConnection(mock.port);
  }
  connection.end();
}

test(`${REQUESTS} random requests to each of all calls`, async () => {
  expect(calls.length).toBeGreaterThan(60);
  const failures: string[] = [];
  const sent = new Map<string, number>();
  for (const call of calls) {
    for (let left = REQUESTS; left > 0; left -= 5000) {
      const drawn = draw(Math.min(left, 5000));
      const size = Math.ceil(drawn.length / CONNECTIONS);
      const parts = Array.from({ length: CONNECTIONS }, (_, at) => drawn.slice(at * size, (at + 1) * size));
      await Promise.all(parts.map((part) => ask(call, part, failures)));
      sent.set(call, (sent.get(call) ?? 0) + drawn.length);
      if (full) process.stdout.write(`${call}: ${sent.get(call)} of ${REQUESTS}, ${failures.length} wrong\n`);
      // What the call has done is no matter of the next.
      for (const [method, path] of [
        ['DELETE', '/__admin/faults'],
        ['POST', '/__admin/reset'],
      ] as const)
        await mock.ask(head(method, path, { Host: 'localhost' }));
    }
    // One call that is wrong is told after all were tried.
    failures.splice(20);
  }
  expect(failures).toEqual([]);
  expect([...new Set(sent.values())]).toEqual([REQUESTS]);
}, 7_200_000);
