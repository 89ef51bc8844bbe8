// Snapshots that somebody edited or merged by hand: each is wrong in one way.
import type { Snapshot } from '../../../mock-server/domain/snapshots/snapshot.ts';

// biome-ignore lint/suspicious/noExplicitAny: what is wrong on purpose has no type
type Loose = any;

/** A wrong snapshot, the pointer to what is wrong, and whether it is seen when it is kept, or only when it is loaded. */
export interface WrongSnapshot {
  what: string;
  pointer: string;
  seen: 'kept' | 'loaded';
  file: unknown;
}

const WRONG: unknown[] = [null, true, -1.5, 'no such', [], {}];

/** Members of a place that are of one type each, and all that have to be there. */
const PLACES: [pointer: string, names: string[]][] = [
  [
    '',
    [
      'format',
      'seed',
      'sequence',
      'time',
      'timezone',
      'fingerprints',
      'learned',
      'faults',
      'moving',
      'instances',
    ],
  ],
  ['/time', ['now', 'mode']],
  [
    '/instances/ID',
    ['api', 'process', 'version', 'state', 'data', 'timers', 'startedAt', 'facts', 'timeline'],
  ],
  ['/instances/ID/timeline/0', ['at', 'to', 'cause']],
];

/** In a hundred ways and more. */
export function wrongSnapshots(whole: Snapshot): WrongSnapshot[] {
  const id = Object.keys(whole.instances)[0] ?? '';
  const found: WrongSnapshot[] = [];
  for (const [place, names] of PLACES) {
    const here = place.replace('ID', id);
    for (const name of names) {
      found.push(changed(whole, `without ${name}`, here, (at) => delete at[name]));
      for (const value of WRONG) {
        const at = follow(whole, here)[name];
        if (fits(name, at, value)) continue;
        const what = `${name} is ${JSON.stringify(value)}`;
        found.push(
          changed(whole, what, `${here}/${name}`, (_, parent) => {
            parent[name] = value;
          }),
        );
      }
    }
    found.push(
      changed(whole, 'a member too many', `${here}/more`, (_, parent) => {
        parent.more = 1;
      }),
    );
  }
  return [...found, ...meanings(whole, id)];
}

/** What only a look at all of it shows. */
function meanings(whole: Snapshot, id: string): WrongSnapshot[] {
  const here = `/instances/${id}`;
  const loaded = (what: string, change: (one: Loose) => void): WrongSnapshot => ({
    ...changed(whole, what, here, change),
    pointer: id,
    seen: 'loaded',
  });
  return [
    changed(whole, 'time goes back', `${here}/timeline`, (at) => {
      at[0].at = whole.time.now;
    }),
    changed(whole, 'a way that does not go on', `${here}/timeline/1`, (at) => {
      at.from = 'elsewhere';
    }),
    changed(whole, 'a state it is not in', `${here}/state`, (_, parent) => {
      parent.state = 'elsewhere';
    }),
    changed(whole, 'what is to come', `${here}/timeline`, (at) => {
      at.at(-1).at = '2999-01-01T00:00:00Z';
    }),
    loaded('no such API', (one) => {
      one.api = 'flows';
    }),
    loaded('a state that its lifecycle does not have', (one) => {
      one.state = 'elsewhere';
      one.timeline.at(-1).to = 'elsewhere';
    }),
    loaded('a delay that its state does not have', (one) => {
      one.timers = [{ delay: 'never', due: 0 }];
    }),
    loaded('facts that no answer can have', (one) => {
      one.facts = {};
    }),
  ];
}

/** Whether a value is one that the member may have. */
function fits(name: string, at: unknown, value: unknown): boolean {
  if (name === 'facts' || name === 'data' || ['fingerprints', 'moving', 'instances'].includes(name))
    return isObject(value);
  if (name === 'learned' || name === 'faults' || name === 'timers') return Array.isArray(value);
  const free = ['seed', 'cause', 'api', 'process', 'to'];
  if (free.includes(name)) return typeof value === 'string';
  return JSON.stringify(at) === JSON.stringify(value);
}

const isObject = (value: unknown): boolean =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

function changed(
  whole: Snapshot,
  what: string,
  pointer: string,
  change: (at: Loose, parent: Loose) => void,
): WrongSnapshot {
  const file = structuredClone(whole);
  change(follow(file, pointer), follow(file, pointer.slice(0, pointer.lastIndexOf('/'))));
  return { what: `${pointer}: ${what}`, pointer, seen: 'kept', file };
}

function follow(value: Loose, pointer: string): Loose {
  return pointer
    .split('/')
    .slice(1)
    .reduce((at, key) => at?.[key], value);
}
