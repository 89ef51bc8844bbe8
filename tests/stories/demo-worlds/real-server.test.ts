// A story into a server that is no stand-in, through its public calls.
import { appendFileSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { around, instances, intents, onServer, PATIENCE, seed, TARGETS } from './seeded-server.ts';

test(
  'the cases are started there, and gone on with where a public call can',
  async () => {
    const { code, out } = await seed(['--story', 'support', '--count', '12']);
    expect(out).toMatch(/12 starts and \d+ answers.*\n {2}not in the past: .*\n {2}not to the end: /);
    expect([code, out]).toEqual([
      0,
      expect.stringMatching(/12 of 12 started, and gone on with by \d+ answers/),
    ]);
    const items = await instances('support-desk');
    expect(items).toHaveLength(12);
    expect(new Set(items.map(({ state }) => state)).size).toBeGreaterThan(2);
    const file = intents() ?? '';
    expect(readFileSync(join(around.folder, file), 'utf8')).not.toContain('apk_demo_secret');
    const again = await seed(['--story', 'support', '--count', '12', '--resume', file]);
    expect([again.code, again.out]).toEqual([
      0,
      expect.stringContaining('0 of 12 started, 12 by an earlier run'),
    ]);
    expect((await onServer('support-desk', 'ticket')).size).toBe(12);
  },
  PATIENCE,
);

describe('it ends rather than go on in vain', () => {
  test(
    'where the credentials are not accepted',
    async () => {
      around.fate = () => 401;
      const { code, out } = await seed(['--story', 'onboarding', '--count', '9']);
      expect([code, around.requests]).toEqual([1, 1]);
      expect(out).toContain('stopped: it does not accept the credentials: 401');
    },
    PATIENCE,
  );

  test(
    'where call after call is refused, or nobody knows',
    async () => {
      around.fate = () => 422;
      expect((await seed(['--story', 'onboarding', '--count', '9'])).out).toContain('refused: 5\n');
      expect(around.requests).toBe(5);
      around.fate = () => 'lost';
      const { code, out } = await seed(['--story', 'loans', '--count', '9']);
      expect([code, out]).toEqual([1, expect.stringContaining('not sent again: 5\n')]);
      expect(around.requests).toBe(10);
    },
    PATIENCE,
  );
});

test(
  'what cannot be is refused before anything is sent',
  async () => {
    const base = ['--story', 'onboarding', '--count', '3'];
    const refused = async (argv: string[], text: RegExp): Promise<void> => {
      const { code, err } = await seed(argv);
      expect([code, err]).toEqual([2, expect.stringMatching(text)]);
    };
    await refused([...base, '--resume', 'no-such.jsonl'], /--resume no-such\.jsonl cannot be read/);
    await refused(
      [...base, '--into', 'http://flowx.example'],
      /Nothing was sent; --allow-writes sends[\s\S]*curl/,
    );
    await refused([...base, '--world', 'w'], /--world is of stand-ins/);
    await refused([...base, '--as', 'nothing=x'], /has no "nothing"/);
    writeFileSync(join(around.folder, 'targets.yaml'), TARGETS.replace(/workspaceId: [^,]+, /, ''));
    await refused(base, /startProcessByName needs workspaceId; startProcessByBuild needs buildId/);
    writeFileSync(join(around.folder, 'targets.yaml'), TARGETS);
    expect(around.requests).toBe(0);
    expect((await seed([...base, '--dry-run'])).out).toMatch(/Bearer '"\$TEST_TOKEN"/);
    expect([around.requests, intents()]).toEqual([0, undefined]);

    await seed(base);
    const file = intents() ?? '';
    await refused(['--story', 'loans', '--resume', file], /was begun with another --story: "onboarding"/);
    await refused(
      [...base, '--set', '/currency=EUR', '--resume', file],
      /was begun with another --set: \{\}/,
    );
    appendFileSync(join(around.folder, file), '{"case":"4","call":0,"int');
    expect((await seed([...base, '--resume', file])).out).toContain('0 of 3 started, 3 by an earlier run');
    appendFileSync(join(around.folder, file), 'spoilt\n');
    await refused([...base, '--resume', file], /\.jsonl:8: no JSON object stands there/);
    writeFileSync(join(around.folder, `${file}.lock`), String(process.pid));
    await refused([...base, '--resume', file], /process \d+ is at work with/);
    expect(around.requests).toBe(3);
  },
  PATIENCE,
);
