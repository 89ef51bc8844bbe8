import { useRef, useState } from 'preact/hooks';
import { linkTo } from './address.ts';
import { get } from './control-plane.ts';
import { InstanceView } from './instance.tsx';
import type { Instance } from './instance-record.ts';
import { useReading } from './live.ts';
import { shown } from './moments.ts';

interface Page {
  items: Instance[];
  next?: string;
}

/** How many there are, and in each state. */
interface Counts {
  total: number;
  state: Record<string, number>;
}

const PAGE = 100;
/** As many as one answer may have. */
const MOST = 1000;
const MEMBERS = 'id,api,process,state,startedAt,endedAt,key';

/** The instances of the world, a page at a time, with how many there are in each state. */
export function InstancesView({ id, fail }: { id: string | undefined; fail: (error: Error) => void }) {
  const [page, setPage] = useState<Page>();
  const [counts, setCounts] = useState<Counts>();
  const [state, setState] = useState('');
  const [text, setText] = useState('');
  const words = text ? { text } : {};
  const wanted = `${new URLSearchParams({ fields: MEMBERS, ...words, ...(state && { state }) })}`;
  // Of all states, so that one can be chosen instead of another.
  const counted = `${new URLSearchParams({ limit: '1', fields: 'id', counts: 'true', ...words })}`;
  const latest = useRef(wanted);
  latest.current = wanted;
  // Who has asked for more sees as many when the list is read anew.
  const length = useRef({ wanted, rows: PAGE });
  if (length.current.wanted !== wanted) length.current = { wanted, rows: PAGE };
  const limited = (rows: number) => `instances?limit=${Math.min(rows, MOST)}&${wanted}`;
  const read = () =>
    Promise.all([
      get<Page>(limited(length.current.rows)),
      get<{ counts: Counts }>(`instances?${counted}`),
    ]).then(([seen, all]) => {
      if (latest.current !== wanted) return;
      setPage(seen);
      setCounts(all.counts);
    }, fail);
  useReading(read, wanted, ({ type }) => type === 'instance' || type === 'clock');
  const more = () =>
    get<Page>(`${limited(PAGE)}&cursor=${encodeURIComponent(page?.next ?? '')}`).then(({ items, next }) => {
      const all = [...(page?.items ?? []), ...items];
      length.current = { wanted, rows: all.length };
      setPage({ items: all, ...(next !== undefined && { next }) });
    }, fail);
  return (
    <main class={id === undefined ? '' : 'split'}>
      <section class="panel" aria-label="Instances">
        <Filters counts={counts} state={state} text={text} setState={setState} setText={setText} />
        {page?.items.length === 0 && <p class="soft">There is no such instance.</p>}
        <ul class="list">
          {page?.items.map((one) => (
            <InstanceRow key={one.id} instance={one} open={one.id === id} />
          ))}
        </ul>
        {page?.next !== undefined && (
          <button type="button" onClick={more}>
            Show more
          </button>
        )}
      </section>
      {id !== undefined && <InstanceView key={id} id={id} />}
    </main>
  );
}

interface Filtering {
  counts: Counts | undefined;
  state: string;
  text: string;
  setState: (state: string) => void;
  setText: (text: string) => void;
}

function Filters({ counts, state, text, setState, setText }: Filtering) {
  const states = [...new Set([...Object.keys(counts?.state ?? {}), ...(state ? [state] : [])])].sort();
  return (
    <div class="tools">
      <input
        type="search"
        aria-label="Show only instances with these words"
        placeholder="Words of id, key or data"
        value={text}
        onInput={({ currentTarget }) => setText(currentTarget.value)}
      />
      <select
        aria-label="State"
        value={state}
        onChange={({ currentTarget }) => setState(currentTarget.value)}
      >
        <option value="">every state</option>
        {states.map((name) => (
          <option key={name} value={name}>
            {name} ({counts?.state?.[name] ?? 0})
          </option>
        ))}
      </select>
      {counts && <span class="soft">{counts.total} instances</span>}
    </div>
  );
}

function InstanceRow({ instance, open }: { instance: Instance; open: boolean }) {
  const { id, process, state, startedAt, endedAt } = instance;
  return (
    <li>
      <a href={linkTo('instances', id)} {...(open && { 'aria-current': 'true' })}>
        <span class={endedAt ? 'soft' : 'good'} title={endedAt ? 'ended' : 'under way'}>
          {endedAt ? '■' : '▶'}
        </span>
        <span class="line">
          {process} <span class="badge soft">{state}</span>
        </span>
        <time class="soft" dateTime={startedAt}>
          {shown(startedAt)}
        </time>
        <span class="why mono">{id}</span>
      </a>
    </li>
  );
}
