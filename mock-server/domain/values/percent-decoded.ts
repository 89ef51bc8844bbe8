/** Percent-encoded text as it is meant; text that is not encoded as it should be is taken as it is. */
export function percentDecoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
