import { useState } from 'preact/hooks';
import { BASE, WORLD } from './base.ts';
import { call, get } from './control-plane.ts';
import { useReading } from './live.ts';
import { shown } from './moments.ts';
import { NewWorld } from './new-world.tsx';
import { useReadOnly } from './read-only.ts';
import { Snapshots, snapshotAt } from './snapshots.tsx';
import { SureButton } from './sure-button.tsx';
import type { Run, Snapshot, World } from './worlds-record.ts';

interface Everything {
  worlds: World[];
  snapshots: Snapshot[];
}

/** The worlds there are, this one as it was in the beginning, and the snapshots. */
export function WorldsView({ fail }: { fail: (error: Error) => void }) {
  const [all, setAll] = useState<Everything>({ worlds: [], snapshots: [] });
  const [said, setSaid] = useState<string>();
  const readOnly = useReadOnly();
  const read = () =>
    Promise.all([get<{ items: World[] }>('worlds'), get<{ items: Snapshot[] }>('snapshots')]).then(
      ([worlds, snapshots]) => setAll({ worlds: worlds.items, snapshots: snapshots.items }),
      fail,
    );
  useReading(read, '', ({ type }) => ['snapshots', 'clock', 'other world'].includes(type));
  const run: Run = (calling, done) => {
    calling.then(() => setSaid(done), fail).then(read);
  };
  return (
    <main>
      {said !== undefined && (
        <p class="notice" role="status">
          {said}
        </p>
      )}
      {readOnly || <ThisWorld run={run} />}
      <Snapshots items={all.snapshots} run={run} fail={fail} />
      {readOnly || <NewWorld worlds={all.worlds} snapshots={all.snapshots} run={run} fail={fail} />}
      <Worlds items={all.worlds} run={run} />
    </main>
  );
}

function ThisWorld({ run }: { run: Run }) {
  return (
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
  );
}

function NewSnapshot({ run }: { run: Run }) {
  const [name, setName] = useState('');
  const save = (event: Event) => {
    event.preventDefault();
    if (name) run(call('PUT', snapshotAt(name)), `It is saved as ${name}.`);
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

function Worlds({ items, run }: { items: World[]; run: Run }) {
  // This page may lie below a world itself.
  const base = BASE.replace(/\/@[^/]+$/, '');
  return (
    <section class="panel" aria-label="Worlds">
      <h2>Worlds</h2>
      <ul class="rows">
        {items.map(({ name, clock, url }) => (
          <li key={name}>
            <span>
              <a href={`${base}${url}/__admin/`}>{name}</a>{' '}
              {name === WORLD && <span class="badge good">this one</span>}
              <br />
              <span class="soft">
                {clock.mode}, <time dateTime={clock.now}>{shown(clock.now)}</time>
              </span>
            </span>
            {name !== 'default' && name !== WORLD && (
              <SureButton
                text={`Delete the world ${name}`}
                sure="Really? All that is in it is gone"
                act={() => run(call('DELETE', `worlds/${encodeURIComponent(name)}`), `${name} is deleted.`)}
              />
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}
