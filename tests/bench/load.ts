import { execFile, execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { LoadRequest } from './contender.ts';
import { onCores } from './running.ts';

const run = promisify(execFile);

/** What a server did under load. */
export interface Load {
  /** Requests a second. */
  rate: number;
  /** Milliseconds. */
  p50: number;
  p99: number;
  /** Answers that were none of 2xx, and connections that broke. */
  wrong: number;
}

export interface LoadOptions {
  port: number;
  seconds: number;
  connections: number;
  request: LoadRequest;
  /** An empty folder for what the load generator reads. */
  folder: string;
}

/** Asks the same again and again, over so many connections at once. It needs wrk: see docs/performance.md. */
export async function load({ port, seconds, connections, request, folder }: LoadOptions): Promise<Load> {
  checkWrk();
  const script = join(folder, 'request.lua');
  writeFileSync(script, lua(request));
  const flags = ['-t1', `-c${connections}`, `-d${seconds}`, '--timeout', '30', '-s', script];
  const [file = '', ...args] = onCores('load', ['wrk', ...flags, `http://127.0.0.1:${port}`]);
  const { stdout } = await run(file, args);
  const [json] = /\{"rate".*\}/.exec(stdout) ?? [];
  if (json === undefined) throw new Error(`wrk said nothing of use: ${stdout}`);
  return JSON.parse(json) as Load;
}

let found = false;

function checkWrk(): void {
  if (found) return;
  try {
    execFileSync('wrk', ['--version'], { stdio: 'ignore' });
  } catch (error) {
    // It ends with 1 after telling its version.
    if ((error as NodeJS.ErrnoException).code === 'ENOENT')
      throw new Error('wrk is not here; it makes the load: apt-get install wrk, brew install wrk');
  }
  found = true;
}

function lua({ method, path, headers, body, worlds }: LoadRequest): string {
  const set = Object.entries(headers).map(
    ([name, value]) => `wrk.headers[${JSON.stringify(name)}] = ${JSON.stringify(value)}`,
  );
  const inTurn = `local turn = 0
function request()
  turn = turn % ${worlds} + 1
  wrk.headers["X-Mock-World"] = "w" .. turn
  return wrk.format()
end`;
  return `wrk.method = ${JSON.stringify(method)}
wrk.path = ${JSON.stringify(path)}
wrk.body = ${JSON.stringify(body)}
${set.join('\n')}
${worlds === undefined ? '' : inTurn}
function done(summary, latency, requests)
  local e = summary.errors
  io.write(string.format('{"rate":%.1f,"p50":%.3f,"p99":%.3f,"wrong":%d}\\n',
    summary.requests / (summary.duration / 1e6), latency:percentile(50) / 1000, latency:percentile(99) / 1000,
    e.status + e.connect + e.read + e.write + e.timeout))
end
`;
}
