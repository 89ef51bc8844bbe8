// What nobody listens to costs a number; who does not read is let go.
import { expect, jest, test } from '@jest/globals';
import { Announcements } from '../../../../mock-server/worlds/announcements.ts';

const nothing = (): void => {};
const count = (announcements: Announcements, data = () => ({ count: 1 })): void =>
  announcements.announce('w', 'faults', data);

test('where nobody listens nothing is made, and who comes back is told how many are gone', () => {
  jest.useFakeTimers();
  try {
    const announcements = new Announcements();
    const made = jest.fn(() => ({ count: 1 }));
    count(announcements, made);
    const reader = announcements.listen('w', undefined, nothing);
    count(announcements, made);
    const id = /^id: (.*)$/m.exec(reader.read(1000))?.[1];
    reader.end();
    count(announcements, made);
    expect(made).toHaveBeenCalledTimes(2);
    jest.advanceTimersByTime(60_000);
    count(announcements, made);
    expect(made).toHaveBeenCalledTimes(2);
    const again = announcements.listen('w', id, nothing);
    expect(again.read(1000)).toMatch(/event: missed\ndata: \{"count":2\}\n\n$/);
    expect(again.read(1000)).toBe('');
  } finally {
    jest.useRealTimers();
  }
});

test('of very many worlds counting begins anew, and who listens is told so', () => {
  const announcements = new Announcements();
  const reader = announcements.listen(undefined, undefined, nothing);
  for (let world = 0; world <= 20_001; world += 1)
    announcements.announce(`w${world}`, 'faults', () => ({ count: 1 }));
  expect(reader.read(50)).toMatch(/^id: \w+-1-1\nevent: missed\ndata: \{"count":null\}/);
});
