import { useState } from 'preact/hooks';
import { linkTo } from './address.ts';
import { call, get } from './control-plane.ts';
import { Select } from './field.tsx';
import { shown } from './moments.ts';
import { SureButton } from './sure-button.tsx';
import type { Run, Snapshot } from './worlds-record.ts';

/** The address of a snapshot's calls. */
export const snapshotAt = (name: string): string => `snapshots/${encodeURIComponent(name)}`;

interface Shelf {
  items: Snapshot[];
  run: Run;
  fail: (error: Error) => void;
}

/** The snapshots there are: each can be loaded, compared and deleted. */
export function Snapshots({ items, run, fail }: Shelf) {
  const load = (name: string, time: string) =>
    run(call('POST', `${snapshotAt(name)}/load`, { time }), `The world is that of ${name} now.`);
  return (
    <section class="panel" aria-label="Snapshots">
      <h2>Snapshots</h2>
      {items.length === 0 && <p class="soft">None was saved yet.</p>}
      <ul class="rows">
        {items.map(({ name, now, instances }) => (
          <li key={name}>
            <span>
              <strong>{name}</strong>
              <br />
              <span class="soft">
                {instances} instances, at <time dateTime={now}>{shown(now)}</time>
              </span>
            </span>
            <SureButton
              text={`Load ${name} as it was`}
              sure="Really? This world ends"
              act={() => load(name, 'keep')}
            />
            <SureButton
              text={`Load ${name}, as old as it was`}
              sure="Really? This world ends"
              act={() => load(name, 'shift')}
            />
            <SureButton
              text={`Delete ${name}`}
              sure="Really? It cannot be had back"
              act={() => run(call('DELETE', snapshotAt(name)), `${name} is deleted.`)}
            />
          </li>
        ))}
      </ul>
      {items.length > 0 && <Comparison items={items} fail={fail} />}
    </section>
  );
}

interface Difference {
  /** Undefined where it is about the world. */
  id?: string;
  pointer: string;
  before?: unknown;
  after?: unknown;
}

/** More would be read by nobody. */
const MOST = 200;

function Comparison({ items, fail }: Omit<Shelf, 'run'>) {
  const [first, setFirst] = useState('');
  const [other, setOther] = useState('');
  const [found, setFound] = useState<Difference[]>();
  const names = Object.fromEntries(items.map(({ name }) => [name, name]));
  const one = names[first] ?? items[0]?.name ?? '';
  const compare = (event: Event) => {
    event.preventDefault();
    const query = names[other] ? `?with=${encodeURIComponent(other)}` : '';
    get<{ items: Difference[] }>(`${snapshotAt(one)}/diff${query}`).then(
      (answer) => setFound(answer.items),
      fail,
    );
  };
  return (
    <form onSubmit={compare}>
      <h3>Compare</h3>
      <div class="fields">
        <Select text="Before" value={one} choose={setFirst} choices={names} />
        <Select
          text="After"
          value={names[other] ?? ''}
          choose={setOther}
          choices={{ '': 'this world now', ...names }}
        />
      </div>
      <button type="submit">Compare</button>
      {found && <Differences found={found} />}
    </form>
  );
}

function Differences({ found }: { found: Difference[] }) {
  const text = (value: unknown) => (value === undefined ? 'nothing' : JSON.stringify(value));
  return (
    <div role="status">
      <p>{found.length === 0 ? 'They are the same.' : `They differ in ${found.length} places.`}</p>
      <ul class="rows">
        {found.slice(0, MOST).map(({ id, pointer, before, after }) => (
          <li key={`${id} ${pointer}`}>
            <div>
              {id === undefined ? 'The world' : <a href={linkTo('instances', id)}>{id}</a>}{' '}
              <code>{pointer}</code>
              <br />
              <code class="cut">{text(before)}</code>
              <span class="soft"> became </span>
              <code class="cut">{text(after)}</code>
            </div>
          </li>
        ))}
      </ul>
      {found.length > MOST && <p class="soft">These are the first {MOST}.</p>}
    </div>
  );
}
