/** Why something cannot be done: the message of the error that trying it throws; undefined where it can. */
export function failureReason(tried: () => unknown): string | undefined {
  try {
    tried();
    return undefined;
  } catch (error) {
    return (error as Error).message;
  }
}
