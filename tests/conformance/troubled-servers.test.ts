// A server in trouble is told as that, in the first line, and not as hundreds of broken promises.
import type { IncomingMessage } from 'node:http';
import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import { terminal } from '../../contracts/suite/report/terminal/terminal.ts';
import type { InProcess } from '../in-process.ts';
import { type Listening, listening } from '../verified.ts';
import { always, firstLine, from, inTrouble, judged, violations } from './in-trouble.ts';

const PATIENCE = 60_000;

let standIn: Listening & InProcess;
beforeAll(async () => {
  standIn = await listening();
}, PATIENCE);
afterAll(() => standIn.close());

const PAGE = '<!DOCTYPE html><html><head><title>Sign in</title></head></html>';
const HTML = { 'content-type': 'text/html' };

/** Those that end the run: nothing of what they answered is a finding. */
const ENDING: [name: string, instead: ReturnType<typeof always>, line: RegExp][] = [
  [
    'credentials that expire in the middle',
    from(20, always(401)),
    /^From request \d+ on every answer is 401: the credentials have expired/,
  ],
  [
    'credentials that are not accepted',
    always(401, '', { 'www-authenticate': 'Bearer realm="x"' }),
    /^Every answer is 401: .*Bearer realm="x"/,
  ],
  ['no rights', always(403), /^Every answer is 403/],
  ['a limit that stays', always(429, '', { 'retry-after': '100' }), /^Every answer is 429.*--rate/],
  ['maintenance that stays', always(503), /^Every answer is 503.*maintenance/],
  [
    'maintenance that begins',
    from(20, always(503, PAGE, { ...HTML, 'retry-after': '600' })),
    /^From request \d+ on every answer is 503.*maintenance has begun/,
  ],
  ['a login page', always(200, PAGE, HTML), /^Every answer is an HTML page \(“Sign in”\) .*login page/],
  [
    'a login page without a head, after a comment',
    always(200, '\uFEFF<!-- SSO --><title>Sign in</title><form></form>', HTML),
    /^Every answer is an HTML page \(“Sign in”\) .*login page/,
  ],
  [
    'a redirect to a login',
    always(302, '', { location: 'https://sso.example/login' }),
    /^Every answer is a redirect \(302\) to https:\/\/sso\.example\/login: a login page/,
  ],
  [
    'a redirect elsewhere',
    always(308, '', { location: 'https://api.example/' }),
    /^Every answer is a redirect \(308\) to https:\/\/api\.example\/: give the address/,
  ],
  ['404 everywhere', always(404), /^Every answer is 404: wrong base path\?/],
  ['404 everywhere as a page', always(404, PAGE, HTML), /^Every answer is 404: wrong base path\?/],
];

describe('troubles that end a run', () => {
  test.each(ENDING)(
    '%s',
    async (_, instead, line) => {
      const report = await inTrouble(standIn, instead, judged);
      expect(firstLine(report)).toMatch(line);
      expect(violations(report)).toEqual([]);
      expect(report.exitCode).toBe(3);
    },
    PATIENCE,
  );

  test(
    'a server that is slow throughout',
    async () => {
      // For this run every look at the watch finds a second gone, however fast the machine is.
      let now = performance.now();
      const watch = jest.spyOn(performance, 'now').mockImplementation(() => {
        now += 1000;
        return now;
      });
      const report = await inTrouble(standIn, () => false, judged).finally(() => watch.mockRestore());
      expect(firstLine(report)).toMatch(/^Slow: half of \d+ answers took \d{4,} ms and more\. --time-limit/);
      expect(violations(report)).toEqual([]);
      expect(report.exitCode).toBe(0);
    },
    PATIENCE,
  );

  test(
    'a wrong base path: the right one is found',
    async () => {
      await inTrouble(
        standIn,
        (_, { url = '' }, res) => url.startsWith('/wrong') && always(404)(0, {} as IncomingMessage, res),
        async (url) => {
          const report = await judged(`${url}/wrong`);
          expect(firstLine(report)).toBe(`Every answer is 404: wrong base path? It does answer at ${url}`);
          expect(report.exitCode).toBe(3);
        },
      );
    },
    PATIENCE,
  );

  // The answers of sequences that wait come between those of cases, and out of their order.
  test.each([20, 25, 31, 39, 45, 51, 60])(
    'what was judged before request %d stays judged',
    async (first) => {
      const report = await inTrouble(standIn, from(first, always(401)), judged);
      const outcomes = new Set(report.cases.map(({ outcome }) => outcome));
      expect(outcomes).toEqual(new Set(['passed', 'not-judged']));
      expect(terminal(report, { color: false })).toContain('Not judged to the end');
    },
    PATIENCE,
  );
});
