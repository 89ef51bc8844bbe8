import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { Mistake } from '../../../contracts/files/mistake.ts';
import { readStoryFile } from '../../../mock-server/simulation/stories/read-story.ts';
import { scratchFolder } from '../../own-fixtures.ts';
import { prepared, storyPath } from './bundled-story.ts';

const LOANS = readFileSync(storyPath('loans'), 'utf8');

/** What is said of a story in which a text was replaced: the places, and the message. */
async function said(
  from: string,
  to: string,
): Promise<{ pointers: (string | undefined)[]; message: string }> {
  const changed = LOANS.replace(from, to);
  expect(changed).not.toBe(LOANS);
  const file = join(scratchFolder(), 'loans.yaml');
  writeFileSync(file, changed);
  try {
    await prepared(readStoryFile(file, 'loans'));
  } catch (error) {
    if (!(error instanceof Mistake)) throw error;
    expect(error.places.every((place) => place !== undefined && place.line >= 1)).toBe(true);
    return { pointers: error.places.map((place) => place?.pointer), message: error.message };
  }
  return { pointers: [], message: 'it was taken' };
}

test.each([
  ['another generator', 'generator: 1', 'generator: 2', '/generator', 'version 2'],
  ['another name', 'name: loans', 'name: lones', '/name', 'lones'],
  ['no such API', 'api: flowx', 'api: flows', '/api', 'flows'],
  ['no such zone', 'Europe/Berlin', 'Europe/Berlinn', '/calendar/timezone', 'Berlinn'],
  ['a window in months', 'window: P28D', 'window: P1M', '/calendar/window', 'months'],
  [
    'hours backwards',
    "from: '07:00', to: '12:00'",
    "from: '13:00', to: '12:00'",
    '/calendar/arrivals/hours/0',
    '13:00',
  ],
  ['ages backwards', 'age: [21, 69]', 'age: [69, 21]', '/people/borrower/age', '69'],
  ['no such role', 'person: borrower', 'person: lender', '/cases/0/person', 'lender'],
  ['no such process', 'process: consumer_loan', 'process: loan', '/cases/0/process', '--as loan=NAME'],
  ['a pointer to nothing', '/borrower/email', '/borrower/mail', '/cases/0/data/customerEmail/$from', 'mail'],
  [
    'data that is not there',
    '[/data/loanAmount, 1.17]',
    '[/data/amount, 1.17]',
    '/cases/0/data/instalment/$product',
    'amount',
  ],
  [
    'a misspelt word',
    '$between: { min: 6',
    '$betwen: { min: 6',
    '/cases/0/data/burdenPercent/$betwen',
    'there is no word',
  ],
  [
    'no such state',
    '      request:\n        pace',
    '      requested:\n        pace',
    '/cases/0/course/requested',
    'requested',
  ],
  [
    'no such event',
    'event: SUBMIT, share: 90',
    'event: SEND, share: 90',
    '/cases/0/course/request/ways/0/event',
    'SEND',
  ],
  [
    'a median above p90',
    'p50: P1D, p90: P3D',
    'p50: P4D, p90: P3D',
    '/cases/0/course/underwriting/pace',
    'P4D',
  ],
  ['no such case of a hero', '    case: consumer loan\n', '    case: a loan\n', '/heroes/0/case', 'a loan'],
  [
    'a real mail provider',
    'mail: staff.bank.example',
    'mail: gmail.com',
    '/people/underwriter/mail',
    'pattern',
  ],
  ['a member that there is not', 'shows:', 'displays:', '/displays', 'not known'],
])('%s is refused with place and reason', async (_, from, to, pointer, reason) => {
  const { pointers, message } = await said(from, to);
  expect(pointers).toContain(pointer);
  expect(message).toContain(reason);
});
