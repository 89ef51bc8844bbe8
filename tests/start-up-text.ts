// What `serve` tells people when it answers.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { command } from './served.ts';

/** Serves as for people, with examples; the whole start-up text, and what ends the server and tells what it wrote to stdout. */
export async function startUpText(args: string[]): Promise<{ text: string; stop: () => Promise<string> }> {
  const child = spawn(process.execPath, [command, 'serve', '--examples', '--port', '0', ...args], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const ended = once(child, 'close');
  let text = '';
  let out = '';
  child.stdout.on('data', (chunk) => {
    out += chunk;
  });
  const said = new Promise<void>((resolve) => {
    child.stderr.on('data', (chunk) => {
      text += chunk;
      if (/^page: .*\n/m.test(text)) resolve();
    });
  });
  await Promise.race([said, ended]);
  const stop = async (): Promise<string> => {
    child.kill('SIGTERM');
    await ended;
    return out;
  };
  return { text, stop };
}
