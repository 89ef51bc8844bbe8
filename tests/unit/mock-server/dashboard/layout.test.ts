import { expect, test } from '@jest/globals';
import { laidOut } from '../../../../mock-server/dashboard/layout.ts';

const state = (name: string) => ({ name, final: false });
const way = (from: string, to: string, cause: string) => ({ from, to, cause, due: false });

test('every state has a place within the drawing, and none lies on another', () => {
  const names = ['collect', 'constructor', '__proto__', 'a state of many words', 'alone'];
  const { boxes, width, height } = laidOut({
    initial: 'collect',
    states: names.map(state),
    transitions: [way('collect', 'constructor', 'GO'), way('constructor', '__proto__', 'GO')],
  });
  expect(boxes.map(({ name }) => name).sort()).toEqual([...names].sort());
  for (const box of boxes) {
    expect(box.x - box.width / 2).toBeGreaterThanOrEqual(0);
    expect(box.x + box.width / 2).toBeLessThanOrEqual(width);
    expect(box.y + box.height / 2).toBeLessThanOrEqual(height);
    const others = boxes.filter((other) => other !== box);
    const overlapping = others.filter(
      (other) =>
        Math.abs(other.x - box.x) < (other.width + box.width) / 2 &&
        Math.abs(other.y - box.y) < (other.height + box.height) / 2,
    );
    expect(overlapping).toEqual([]);
  }
});

test('all ways from one state to another are one line; a way back to the same state is one, too', () => {
  const { lines } = laidOut({
    initial: 'a',
    states: ['a', 'b'].map(state),
    transitions: [way('a', 'b', 'YES'), way('a', 'b', 'NO'), way('a', 'b', 'NO'), way('b', 'b', 'AGAIN')],
  });
  expect(lines.map(({ from, to, causes }) => [from, to, ...causes])).toEqual([
    ['a', 'b', 'YES', 'NO'],
    ['b', 'b', 'AGAIN'],
  ]);
  for (const { points } of lines) expect(points.length).toBeGreaterThan(1);
});
