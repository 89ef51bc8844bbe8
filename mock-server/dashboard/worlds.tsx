import { useState } from 'preact/hooks';
import { call, get } from './control-plane.ts';
import { useReading } from './live.ts';
import { shown } from './moments.ts';
import { SureButton } from './sure-button.tsx';

interface World {
  name: string;
  clock: { now: string; mode: string };
  url: string;
}

interface Snapshot {
  name: string;
  now: string;
  instances: number;
}

interface Everything {
  worlds: World[];
  snapshots: Snapshot[];
}

/** What calls do, and what is said of it afterwards. */
interface Doing {
  run: (call: Promise<unknown>, done: string) => void;
}

const named = (name: string) => `snapshots/${encodeURIComponent(name)}`;

/** The worlds there are, this one as it was in the beginning, and its snapshots. */
export function WorldsView({ fail }: { fail: (error: Error) => void }) {
  const [all, setAll] = useState<Everything>();
  const [said, setSaid] = useState<string>();
  const read = () =>
    Promise.all([get<{ items: World[] }>('worlds'), get<{ items: Snapshot[] }>('snapshots')]).then(
      ([worlds, snapshots]) => setAll({ worlds: worlds.items, snapshots: snapshots.items }),
      fail,
    );
  useReading(read, '', ({ type }) => type === 'snapshots' || type === 'clock');
  const run: Doing['run'] = (calling, done) => {
    calling.then(() => setSaid(done), fail).then(read);
  };
  return (
    <main>
      {said !== undefined && (
        <p class="notice" role="status">
          {said}
        </p>
      )}
      <section class="panel" aria-label="This world">
        <h2>This world</h2>
        <div class="tools">
          <SureButton
            text="Begin anew"
            sure="Really? All that happened in it is gone"
            act={() => run(call('POST', 'reset'), 'It is as it was in the beginning.')}
          />
          <NewSnapshot run={run} />
        </div>
      </section>
      <Snapshots items={all?.snapshots ?? []} run={run} />
      <Worlds items={all?.worlds ?? []} />
    </main>
  );
}

function NewSnapshot({ run }: Doing) {
  const [name, setName] = useState('');
  const save = (event: Event) => {
    event.preventDefault();
    if (name) run(call('PUT', named(name)), `It is saved as ${name}.`);
  };
  return (
    <form class="tools" onSubmit={save}>
      <input
        aria-label="Name of a new snapshot"
        placeholder="before-the-meeting"
        value={name}
        onInput={({ currentTarget }) => setName(currentTarget.value)}
      />
      <button type="submit" class="first">
        Save a snapshot
      </button>
    </form>
  );
}

function Snapshots({ items, run }: Doing & { items: Snapshot[] }) {
  const load = (name: string, time: string) =>
    run(call('POST', `${named(name)}/load`, { time }), `The world is that of ${name} now.`);
  return (
    <section class="panel" aria-label="Snapshots">
      <h2>Snapshots</h2>
      {items.length === 0 && <p class="soft">None was saved yet.</p>}
      {items.map(({ name, now, instances }) => (
        <div class="tools" key={name}>
          <strong>{name}</strong>
          <span class="soft">
            {instances} instances, at <time dateTime={now}>{shown(now)}</time>
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
            act={() => run(call('DELETE', named(name)), `${name} is deleted.`)}
          />
        </div>
      ))}
    </section>
  );
}

function Worlds({ items }: { items: World[] }) {
  // This page may lie below a world itself, and below a proxy's prefix.
  const base = location.pathname.replace(/(\/@[^/]+)?\/__admin\/.*$/, '');
  return (
    <section class="panel" aria-label="Worlds">
      <h2>Worlds</h2>
      {items.map(({ name, clock, url }) => (
        <p class="tools" key={name}>
          <a href={`${base}${url}/__admin/`}>{name}</a>
          <span class="soft">
            {clock.mode}, <time dateTime={clock.now}>{shown(clock.now)}</time>
          </span>
        </p>
      ))}
    </section>
  );
}
