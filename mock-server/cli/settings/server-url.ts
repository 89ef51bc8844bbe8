import { Mistake } from '../../../contracts/files/mistake.ts';

/**
 * The address of a server as it was given.
 * @throws Mistake for what is none, with what was probably meant
 */
export function checkServerUrl(given: string): void {
  if (/^https?:\/\/[^/]/i.test(given) && URL.canParse(given)) return;
  const guess = `http://${given.replace(/^\/+/, '')}`;
  const isHost = /^(\[[\da-f:.]+\]|[\w.-]+)(:\d+)?(\/\S*)?$/i.test(given) && URL.canParse(guess);
  throw new Mistake(
    [{ text: `"${given}" is no address of a server` }],
    isHost ? `Did you mean ${guess}?` : 'Give one such as http://127.0.0.1:4010.',
  );
}
