/** Waits for something that comes by itself. @throws when it has not after a quarter of a minute */
export async function until(true_: () => boolean | Promise<boolean>): Promise<void> {
  const deadline = Date.now() + 45_000;
  while (!(await true_())) {
    if (Date.now() > deadline) throw new Error('it never came to that');
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}
