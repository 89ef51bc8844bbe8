/** No answer of ours to what is asked here is longer, in bytes. */
const LONGEST = 64 * 1024 * 1024;

/**
 * The JSON of an answer, as long as it is none that only a stranger would give.
 * @throws Error where it is longer, or no JSON; what is left of it is not read
 */
export async function boundedJson(answer: Response, longest = LONGEST): Promise<unknown> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of (answer.body ?? []) as AsyncIterable<Uint8Array>) {
    length += chunk.length;
    // To leave the loop ends the connection.
    if (length > longest) throw new Error(`the answer is longer than ${longest} bytes`);
    chunks.push(chunk);
  }
  return JSON.parse(Buffer.concat(chunks).toString());
}
