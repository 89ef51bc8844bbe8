// The real curl, run by a shell: what a reader of the documentation or of the start-up text does.
import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { gunzipSync } from 'node:zlib';

const run = promisify(execFile);

export interface CurlAnswer {
  status: number;
  /** Lower-case names. */
  headers: Record<string, string>;
  /** Of JSON, decompressed. */
  body: unknown;
}

/** @throws when this machine has no curl: then nothing here proves anything */
export async function needCurl(): Promise<void> {
  try {
    await run('curl', ['--version']);
  } catch (error) {
    throw new Error(`these tests run the real curl, and it cannot be run here: ${(error as Error).message}`);
  }
}

/** Runs a curl command line as it is; only where its output goes is added. */
export async function throughShell(command: string): Promise<CurlAnswer> {
  const folder = await mkdtemp(join(tmpdir(), 'flowx-mock-curl-'));
  try {
    const [head, body] = [join(folder, 'head'), join(folder, 'body')];
    await run('sh', [
      '-c',
      `${command.trim()} --silent --show-error --dump-header '${head}' --output '${body}'`,
    ]);
    return answerOf(await readFile(head, 'latin1'), await readFile(body));
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

function answerOf(head: string, bytes: Buffer): CurlAnswer {
  const [first = '', ...lines] = head.trim().split('\r\n');
  const headers = Object.fromEntries(
    lines.map((line) => {
      const colon = line.indexOf(':');
      return [line.slice(0, colon).toLowerCase(), line.slice(colon + 1).trim()];
    }),
  );
  const text = (headers['content-encoding'] === 'gzip' ? gunzipSync(bytes) : bytes).toString();
  return { status: Number(first.split(' ')[1]), headers, body: JSON.parse(text) };
}
