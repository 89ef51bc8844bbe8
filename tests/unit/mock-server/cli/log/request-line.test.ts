// A request as the terminal tells it: what came of it, why, and where to look further, in the reader's width.
import { describe, expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { painter } from '../../../../../contracts/suite/report/terminal/paint.ts';
import { requestLine } from '../../../../../mock-server/cli/log/request-line.ts';
import { RequestLog } from '../../../../../mock-server/cli/log/request-log.ts';
import type { JournalEntry } from '../../../../../mock-server/domain/journal/journal-entry.ts';
import { whyOf } from '../../../../../mock-server/domain/journal/why.ts';

const plain = painter(false);
const entry = (more: Partial<JournalEntry> = {}): JournalEntry => ({
  id: 'req_12',
  at: '2026-06-01T12:00:00.000Z',
  method: 'POST',
  url: '/process/exec',
  world: 'default',
  worldBy: 'default',
  headers: {},
  violations: [],
  status: 200,
  durationMs: 3.2,
  ...more,
});
const refusal = { name: 'unknown-flow', reason: "no flow 'quik-flow'" };
const refused = (more: Partial<JournalEntry> = {}) => {
  const one = entry({ status: 404, refusal, hint: 'Did you mean "quick-flow"?', ...more });
  const why = whyOf(one);
  return { ...one, ...(why !== undefined && { why }) };
};
const line = (one: JournalEntry, width?: number) => requestLine(one, { width, paint: plain });

test('a good answer', () => {
  expect(line(entry())).toBe('✓ 200 POST /process/exec  req_12 3 ms');
});

test('a refusal says why, and what was meant; the world is told where it is not the default one', () => {
  expect(line(refused({ world: 'alice', url: '/@alice/process/exec?versionNumber=1' }))).toBe(
    '✗ 404 POST /process/exec?versionNumber=1  no flow \'quik-flow\'. Did you mean "quick-flow"?  req_12 @alice 3 ms',
  );
});

test('a defect of ours cannot be taken for a refusal', () => {
  const defects = [
    { in: 'body', pointer: '/uuid', message: 'is missing' },
  ] as unknown as JournalEntry['defects'];
  const one = refused({ status: 500, ...(defects && { defects }) });
  expect(line(one)).toMatch(
    /^‼ 500 POST .*A defect of the stand-in, not of the request: body\/uuid is missing/,
  );
});

test('what was broken on purpose says so', () => {
  const by = { preference: 'fault=reset' };
  const fault = { fault: 'reset', by } as unknown as NonNullable<JournalEntry['fault']>;
  const { status: _, ...unanswered } = refused({ fault });
  const { refusal: __, hint: ___, ...broken } = unanswered;
  const why = whyOf(broken) ?? '';
  expect(line({ ...broken, why })).toBe(
    '⚡ --- POST /process/exec  Broken on purpose (reset): asked for by Prefer: fault=reset.  req_12 3 ms',
  );
});

test('no line is wider than the terminal, nothing is lost of a reason that fits into four lines, and nothing repaints it', () => {
  const text = fc.string({ unit: 'binary', maxLength: 300, size: 'max' });
  fc.assert(
    fc.property(text, text, fc.integer({ min: 60, max: 200 }), (path, reason, width) => {
      const one = refused({ url: `/${path}`, refusal: { name: 'x', reason: `r${reason}` } });
      const lines = line(one, width).split('\n');
      for (const shown of lines) expect(shown.length).toBeLessThanOrEqual(width);
      expect(lines.length).toBeLessThanOrEqual(5);
      // biome-ignore lint/suspicious/noControlCharactersInRegex: that none is there is what is tested.
      expect(lines.join('')).not.toMatch(/[\u0000-\u001f\u007f-\u009f\u202e]/);
    }),
    { numRuns: 100 },
  );
});

test('at 80 columns the reason stands below, in whole words', () => {
  const reason =
    'No process definition "loan_aplication" in application dbe0ab87-539b-4015-962d-6e73226b9e58.';
  const shown = line(refused({ refusal: { name: 'x', reason } }), 80);
  expect(shown.split('\n')).toEqual([
    '✗ 404 POST /process/exec  req_12 3 ms',
    '      No process definition "loan_aplication" in application',
    '      dbe0ab87-539b-4015-962d-6e73226b9e58. Did you mean "quick-flow"?',
  ]);
});

test('colours are only added: without them the same text is left', () => {
  const bare = line(refused(), 100);
  const coloured = requestLine(refused(), { width: 100, paint: painter(true) });
  expect(coloured).not.toBe(bare);
  // biome-ignore lint/suspicious/noControlCharactersInRegex: colours are control characters.
  expect(coloured.replace(/\u001b\[\d+m/g, '')).toBe(bare);
});

describe('the log', () => {
  const logged = (
    level: 'all' | 'problems' | 'none',
    told: (add: (one: JournalEntry) => void, pass: (ms: number) => void) => void,
    bodies = false,
  ) => {
    let now = 0;
    let text = '';
    const log = new RequestLog({
      level,
      bodies,
      style: () => ({ width: undefined, paint: plain }),
      write: (more) => {
        text += more;
      },
      now: () => now,
    });
    told(
      (one) => log.add(one),
      (ms) => {
        now += ms;
      },
    );
    log.flush();
    return text.trimEnd().split('\n').filter(Boolean);
  };

  test('all, problems, none', () => {
    const both = (add: (one: JournalEntry) => void) => {
      add(entry());
      add(refused());
    };
    expect(logged('all', both)).toHaveLength(2);
    expect(logged('problems', both)).toEqual([expect.stringMatching(/^✗ 404/)]);
    expect(logged('none', both)).toEqual([]);
  });

  test('lines that repeat collapse, those of other requests in between do not', () => {
    const lines = logged('all', (add, pass) => {
      for (let index = 0; index < 40; index += 1) {
        add(refused({ id: `req_${index}` }));
        pass(20);
      }
      add(entry());
      add(refused());
    });
    expect(lines).toEqual([
      expect.stringMatching(/^✗ 404 .* req_0 3 ms$/),
      '      × 40 in 0.8 s',
      expect.stringMatching(/^✓ 200/),
      expect.stringMatching(/^✗ 404 .* req_12 3 ms$/),
    ]);
  });

  test('the same after a second is told anew', () => {
    const lines = logged('all', (add, pass) => {
      add(entry());
      pass(1000);
      add(entry());
    });
    expect(lines).toHaveLength(2);
  });

  test('of very many the rest is counted', () => {
    const lines = logged('all', (add) => {
      for (let index = 0; index < 1000; index += 1) add(entry({ url: `/process/instance/${index}` }));
    });
    expect(lines).toHaveLength(201);
    expect(lines.at(-1)).toBe('      … and 800 requests more, which the journal has');
  });

  test('bodies are shown where they are asked for, on one line each, and not without end', () => {
    const answer = { headers: {}, body: 'x'.repeat(5000) };
    const lines = logged('all', (add) => add(entry({ body: { a: 'line\nbreak' }, answer })), true);
    expect(lines[1]).toBe('      > {"a":"line\\nbreak"}');
    expect(lines[2]).toMatch(/^ {6}< "x+… \(5002 characters\)$/);
  });
});
