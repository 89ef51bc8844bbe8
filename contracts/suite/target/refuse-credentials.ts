import { Mistake } from '../../files/mistake.ts';

/** @throws Mistake for an address with a user or a password in it, which would be printed with it */
export function refuseCredentials({ username, password }: URL): void {
  if (username === '' && password === '') return;
  throw new Mistake(
    [{ text: 'the URL holds credentials' }],
    'Write them into the targets file, as variables of the environment.',
  );
}
