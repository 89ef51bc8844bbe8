/** Whether a stream gets colours: as `NO_COLOR` and `FORCE_COLOR` say, else where it is a terminal. */
export function isColored(env: NodeJS.ProcessEnv, stream: NodeJS.WritableStream): boolean {
  if (env.NO_COLOR) return false;
  if (env.FORCE_COLOR !== undefined) return env.FORCE_COLOR !== '0';
  return isTerminal(stream);
}

/** Whether people read a stream as it is written. */
export function isTerminal(stream: NodeJS.WritableStream): boolean {
  return 'isTTY' in stream && stream.isTTY === true;
}

/** How many columns a terminal has; undefined for what is none. */
export function columnsOf(stream: NodeJS.WritableStream): number | undefined {
  return isTerminal(stream) && 'columns' in stream ? (stream.columns as number) : undefined;
}
