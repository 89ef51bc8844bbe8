// What is kept of the past is bounded, and what is gone is told exactly.
import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { EventLog, type Position } from '../../../../../mock-server/domain/events/event-log.ts';

function read(log: EventLog, world: string | undefined, from: Position) {
  const texts: string[] = [];
  let [at, missed] = [from, 0];
  for (let next = log.next(world, at); next; next = log.next(world, at)) {
    at = next.at;
    missed += next.missed ?? 0;
    if (next.text !== undefined) texts.push(next.text);
  }
  return { texts, missed, at };
}

test('whatever goes, whoever reads in parts gets every event once and in order, or its number', () => {
  const world = fc.constantFrom('a', 'b', undefined);
  fc.assert(
    fc.property(
      fc.array(fc.tuple(world, fc.constantFrom('keep', 'pass', 'read')), { maxLength: 60 }),
      fc.constantFrom('a', undefined),
      (steps, stream) => {
        const log = new EventLog({ events: 5, characters: 100 });
        const mine: string[] = [];
        let at = log.end(stream);
        let seen = 0;
        steps.forEach(([of, what], number) => {
          if (what === 'read') {
            const part = read(log, stream, at);
            seen += part.missed;
            for (const text of part.texts) {
              expect(text).toBe(mine[seen]);
              seen += 1;
            }
            expect(seen).toBe(mine.length);
            at = part.at;
            return;
          }
          const text = `${number} ${'.'.repeat(number)}`;
          if (what === 'keep') log.keep(of, text);
          else log.pass(of);
          if (stream === undefined || of === undefined || of === stream) mine.push(text);
        });
      },
    ),
  );
});

test('no more is kept than may be, by number and by size, but always the newest', () => {
  const log = new EventLog({ events: 3, characters: 10 });
  const start = log.end();
  for (const text of ['one', 'two', 'three', 'four']) log.keep('a', text);
  expect(read(log, 'a', start)).toMatchObject({ missed: 2, texts: ['three', 'four'] });
  log.keep('a', 'longer than all');
  expect(read(log, undefined, start)).toMatchObject({ missed: 4, texts: ['longer than all'] });
});
