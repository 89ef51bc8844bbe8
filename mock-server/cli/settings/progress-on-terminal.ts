/** Back to the start of the line, and nothing on it. */
const CLEAR = '\r\u001b[2K';

/** One line that is written over and over: on a terminal, and not a byte elsewhere. */
export function progressOnTerminal(stream: NodeJS.WritableStream) {
  const wanted = 'isTTY' in stream && stream.isTTY === true;
  const width = ('columns' in stream && Number(stream.columns)) || 80;
  return {
    show: (text: string): void => {
      if (wanted) stream.write(`${CLEAR}${text.slice(0, width - 1)}`);
    },
    clear: (): void => {
      if (wanted) stream.write(CLEAR);
    },
  };
}
