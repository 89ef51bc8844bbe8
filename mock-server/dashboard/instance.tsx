import { useEffect, useState } from 'preact/hooks';
import { linkTo } from './address.ts';
import { call, get } from './control-plane.ts';
import { EventButtons, type SendEvent } from './events.tsx';
import type { Instance } from './instance-record.ts';
import { LifecycleView } from './lifecycle.tsx';
import { useTold } from './live.ts';
import { shown } from './moments.ts';
import { Timeline } from './timeline.tsx';

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
  const fail = (error: Error) => setSaid(error.message);
  const send: SendEvent = (event) => {
    call('POST', `instances/${encodeURIComponent(id)}/events`, event).then(
      () => setSaid(`${event.type} was taken.`),
      fail,
    );
  };
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
      {opened && (
        <>
          <Position instance={opened} />
          <EventButtons takes={opened.takes} send={send} say={setSaid} />
          <LifecycleView instance={opened} fail={fail} />
          <Timeline instance={opened} />
          <h3>Data</h3>
          <pre>{JSON.stringify(opened.data, null, 2)}</pre>
        </>
      )}
    </section>
  );
}

/** Where it is, and what it goes on to by itself, each with the moment. */
function Position({ instance: { state, endedAt, timers } }: { instance: Instance }) {
  const due = [...timers].sort((one, other) => one.due - other.due);
  return (
    <>
      <p>
        It {endedAt ? 'ended in' : 'is in'} <span class="badge good">{state}</span>
        {!endedAt && due.length === 0 && ' and waits for an event'}
      </p>
      {due.map(({ delay, due: at }) => (
        <Due key={delay} delay={delay} at={new Date(at).toISOString()} />
      ))}
    </>
  );
}

function Due({ delay, at }: { delay: string; at: string }) {
  return (
    <p>
      At <time dateTime={at}>{shown(at)}</time> it goes on by itself <span class="soft">(after {delay})</span>
    </p>
  );
}
