import { createReadStream } from 'node:fs';

const NEWLINE = 0x0a;

/** A line of a file. */
export interface Line {
  /** Without its end. */
  bytes: Buffer;
  /** Where it begins, in bytes. */
  at: number;
  /** Whether it has an end; only the last one may have none, and then it is not empty. */
  ended: boolean;
}

/** The lines of a file, as many at once as are read at once; never all of them are held. */
export async function* readLines(path: string): AsyncGenerator<Line[], void> {
  let rest: Buffer[] = [];
  let begin = 0;
  for await (const chunk of createReadStream(path, { highWaterMark: 1 << 20 })) {
    const bytes = chunk as Buffer;
    const lines: Line[] = [];
    let from = 0;
    for (let end = bytes.indexOf(NEWLINE); end >= 0; end = bytes.indexOf(NEWLINE, from)) {
      const last = bytes.subarray(from, end);
      const line = rest.length === 0 ? last : Buffer.concat([...rest, last]);
      rest = [];
      lines.push({ bytes: line, at: begin, ended: true });
      begin += line.length + 1;
      from = end + 1;
    }
    if (from < bytes.length) rest.push(bytes.subarray(from));
    if (lines.length > 0) yield lines;
  }
  if (rest.length > 0) yield [{ bytes: Buffer.concat(rest), at: begin, ended: false }];
}
