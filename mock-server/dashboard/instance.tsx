import { useEffect, useState } from 'preact/hooks';
import { linkTo } from './address.ts';
import { call, get } from './control-plane.ts';
import { useTold } from './live.ts';
import { between, shown } from './moments.ts';

export interface Instance {
  id: string;
  api: string;
  process: string;
  state: string;
  startedAt: string;
  endedAt?: string;
  data: Record<string, unknown>;
  /** Each with the moment it falls due, in milliseconds since 1970. */
  timers: { delay: string; due: number }[];
  timeline: { at: string; from: string | null; to: string; cause: string; changed?: string[] }[];
}

interface Opened extends Instance {
  /** The types of the events that it takes now. */
  takes: string[];
}

async function read(id: string): Promise<Opened> {
  const path = `instances/${encodeURIComponent(id)}`;
  const [instance, { items }] = await Promise.all([
    get<Instance>(path),
    get<{ items: { type: string }[] }>(`${path}/events`),
  ]);
  return { ...instance, takes: items.map(({ type }) => type) };
}

/** One instance: what it takes now, what is due next, how it came here, and its data. */
export function InstanceView({ id }: { id: string }) {
  const [opened, setOpened] = useState<Opened>();
  const [said, setSaid] = useState<string>();
  const load = () => read(id).then(setOpened, (error: Error) => setSaid(error.message));
  useEffect(() => {
    void load();
  }, [id]);
  useTold(({ type, data }) => {
    if (type === 'missed' || type === 'world' || (type === 'instance' && data.id === id)) void load();
  });
  const send = (type: string) => () =>
    call('POST', `instances/${encodeURIComponent(id)}/events`, { type }).then(
      () => setSaid(`${type} was taken.`),
      (error: Error) => setSaid(error.message),
    );
  return (
    <section class="panel" aria-label={`Instance ${id}`}>
      <div class="tools">
        <h2>{opened ? opened.process : id}</h2>
        <a href={linkTo('instances')}>Close</a>
      </div>
      <p class="soft mono">{id}</p>
      {said !== undefined && (
        <p class="notice" role="status">
          {said}
        </p>
      )}
      {opened && <Position opened={opened} send={send} />}
      {opened && <Timeline instance={opened} />}
      {opened && (
        <>
          <h3>Data</h3>
          <pre>{JSON.stringify(opened.data, null, 2)}</pre>
        </>
      )}
    </section>
  );
}

function Position({ opened, send }: { opened: Opened; send: (type: string) => () => void }) {
  const { state, endedAt, takes, timers } = opened;
  const [next] = [...timers].sort((one, other) => one.due - other.due);
  return (
    <>
      <p>
        It {endedAt ? 'ended in' : 'is in'} <span class="badge good">{state}</span>
        {next && (
          <>
            {' '}
            and goes on by itself at{' '}
            <time dateTime={new Date(next.due).toISOString()}>{shown(new Date(next.due).toISOString())}</time>
          </>
        )}
      </p>
      {takes.length > 0 && (
        <div class="tools">
          {takes.map((type) => (
            <button type="button" class="first" key={type} onClick={send(type)}>
              {type}
            </button>
          ))}
        </div>
      )}
    </>
  );
}

function Timeline({ instance: { timeline } }: { instance: Instance }) {
  return (
    <>
      <h3>How it came here</h3>
      <ol class="timeline">
        {timeline.map(({ at, to, cause, changed }, index) => (
          <li key={`${at} ${to}`}>
            <strong>{to}</strong> <span class="soft">by {cause}</span>
            <br />
            <time dateTime={at}>{shown(at)}</time>
            {index > 0 && <span class="soft"> · {between(timeline[index - 1]?.at ?? at, at)} later</span>}
            {changed && <span class="soft"> · changed {changed.join(', ')}</span>}
          </li>
        ))}
      </ol>
    </>
  );
}
