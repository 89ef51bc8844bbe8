/** What a command works with; tests give their own. */
export interface CommandContext {
  env: NodeJS.ProcessEnv;
  stdin: NodeJS.ReadStream;
  stdout: NodeJS.WritableStream;
  stderr: NodeJS.WritableStream;
  /** Aborted when the process is asked to end. */
  signal: AbortSignal;
}
