#!/usr/bin/env node
import { run } from './cli/program.ts';

/** npm passes on the Ctrl-C that the terminal has sent to everybody: within this time the same one is no second one. */
const ECHO_MS = 300;

/** What shells tell of a program that SIGPIPE has ended; Node takes no notice of that signal. */
const OUTPUT_GONE = 141;

const { env, stdin, stdout, stderr } = process;
const ending = new AbortController();
let endingSince = 0;
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.on(signal, () => {
    const isEcho = signal === ending.signal.reason && performance.now() - endingSince < ECHO_MS;
    // A second one means it: do not wait for connections to end.
    if (ending.signal.aborted && !isEcho) process.exit(signal === 'SIGINT' ? 130 : 143);
    if (ending.signal.aborted) return;
    endingSince = performance.now();
    ending.abort(signal);
  });
}

let outputGone = false;
for (const stream of [stdout, stderr]) {
  stream.on('error', ({ code, message }: NodeJS.ErrnoException) => {
    if (outputGone) return;
    outputGone = true;
    process.exitCode = OUTPUT_GONE;
    // Who reads has enough, as `head` does, and knows.
    if (code !== 'EPIPE') stderr.write(`flowx-mock: its output cannot be written: ${message}\n`);
    ending.abort('SIGTERM');
  });
}

const exitCode = await run(process.argv.slice(2), { env, stdin, stdout, stderr, signal: ending.signal });
if (!outputGone) process.exitCode = exitCode;
