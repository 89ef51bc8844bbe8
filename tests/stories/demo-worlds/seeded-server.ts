// A story into a server that is no stand-in, through its public calls. The server is one of ours, of which `seed` knows no
// more than the targets file says, with something before it that loses requests and answers.
import { execFile } from 'node:child_process';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer, request } from 'node:http';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach } from '@jest/globals';
import { createMock } from '../../../mock-server/in-process/create-mock.ts';
import { scratchFolder } from '../../own-fixtures.ts';
import { type Listening, listen } from '../../verified.ts';

const MAIN = join(import.meta.dirname, '..', '..', '..', 'dist', 'mock-server', 'main.js');
export const PATIENCE = 60_000;
/** An answer that is late is most likely still on its way when somebody is killed. */
const LATE_MS = 40;
export const TARGETS = `apis:
  flowx:
    values: { workspaceId: 2ae77b6a-d284-4a0b-ab23-ceaa364c7122, appId: dbe0ab87-539b-4015-962d-6e73226b9e58 }
    credentials: { bearer: { value: "\${TEST_TOKEN}" } }
  apptor:
    values: {}
    credentials: { apiKey: { value: apk_demo_secret } }
`;
const TOKEN = 'not-to-be-told-5261';

let mock: Awaited<ReturnType<typeof createMock>>;
let front: Listening;

/** What becomes of a request; nothing: it is passed on, and its answer is passed back. */
export type Fate = number | 'lost' | 'answer-lost' | 'late' | undefined;

/** What is about each test: its folder, what becomes of requests, and how many there were. */
export const around = { folder: '', fate: (): Fate => undefined, requests: 0 };

beforeAll(async () => {
  mock = await createMock({ seed: 42 });
  front = await listen(
    createServer((req, res) => {
      if (req.method === 'GET') return void res.end('ready');
      around.requests += 1;
      const meant = around.fate();
      if (meant === 'lost') return void req.socket.destroy();
      if (typeof meant === 'number') return void res.writeHead(meant, { 'retry-after': '0' }).end('busy');
      const { method, url: path, headers } = req;
      const onward = request(
        `${mock.url}${path}`,
        { method, headers: { ...headers, host: 'x' } },
        (answer) => {
          if (meant === 'answer-lost') return void req.socket.destroy();
          const back = (): void => {
            res.writeHead(answer.statusCode ?? 500, answer.headers);
            answer.pipe(res);
          };
          setTimeout(back, meant === 'late' ? LATE_MS : 0);
        },
      );
      req.pipe(onward);
    }),
  );
});
afterAll(async () => {
  await front.close();
  await mock.close();
});

beforeEach(async () => {
  await mock.reset();
  Object.assign(around, { folder: scratchFolder(), fate: () => undefined, requests: 0 });
  writeFileSync(join(around.folder, 'targets.yaml'), TARGETS);
});

interface Ended {
  code: number | null;
  out: string;
  err: string;
}

/** The command in its own process, with the folder around it. */
export function seed(argv: string[], killedAfter = 0): Promise<Ended> {
  const args = [MAIN, 'seed', '--targets', 'targets.yaml', '--into', front.url, '--rate', '500', ...argv];
  return new Promise((resolve) => {
    const env = { PATH: process.env.PATH, TEST_TOKEN: TOKEN };
    const child = execFile(process.execPath, args, { cwd: around.folder, env }, (_, out, err) =>
      resolve({ code: child.exitCode, out, err }),
    );
    if (killedAfter > 0) setTimeout(() => child.kill('SIGKILL'), killedAfter);
  });
}

export const intents = (): string | undefined =>
  readdirSync(around.folder).find((name) => name.endsWith('.jsonl'));
export const linesOf = (file: string): Record<string, unknown>[] =>
  readFileSync(join(around.folder, file), 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));

/** The instances of a process that the server has. */
export async function instances(process: string): Promise<{ state: string; data: Record<string, string> }[]> {
  const answer = await fetch(`${mock.url}/__admin/instances?process=${process}&limit=1000`);
  return ((await answer.json()) as { items: { state: string; data: Record<string, string> }[] }).items;
}

/** By case number, how many instances of the process the server has. */
export async function onServer(process: string, member: string): Promise<Map<string, number>> {
  const counts = new Map<string, number>();
  for (const { data } of await instances(process)) {
    const key = String(data[member]);
    counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  return counts;
}

export const account = (): Promise<Map<string, number>> => onServer('account_opening', 'caseNumber');
