import { useState } from 'preact/hooks';
import { linkTo } from './address.ts';
import { FirstRequest } from './first-request.tsx';
import type { Entry } from './journal-entry.ts';
import { shown } from './moments.ts';
import { RequestView } from './request.tsx';
import { MOST, useRequests } from './request-list.ts';

/** The requests of the world as they come, those last answered first, each with the reason in words. */
export function RequestsView({ id, fail }: { id: string | undefined; fail: (error: Error) => void }) {
  const [paused, setPaused] = useState(false);
  const [only, setOnly] = useState('');
  const entries = useRequests(paused, fail);
  const wanted = only.toLowerCase();
  const seen = entries?.filter((entry) => textOf(entry).toLowerCase().includes(wanted));
  return (
    <main class={id === undefined ? '' : 'split'}>
      <section class="panel" aria-label="Requests">
        <div class="tools">
          <input
            type="search"
            aria-label="Show only requests with"
            placeholder="Method, path, status or reason"
            value={only}
            onInput={({ currentTarget }) => setOnly(currentTarget.value)}
          />
          <button type="button" aria-pressed={paused} onClick={() => setPaused(!paused)}>
            {paused ? 'Go on' : 'Pause'}
          </button>
          <a href="requests.har" download>
            Save as HAR
          </a>
        </div>
        {entries?.length === 0 && <FirstRequest fail={fail} />}
        {entries && entries.length > 0 && seen?.length === 0 && (
          <p class="soft">No request has that in it.</p>
        )}
        <ul class="list">
          {seen?.map((entry) => (
            <RequestRow key={entry.id} entry={entry} open={entry.id === id} />
          ))}
        </ul>
        {entries?.length === MOST && <p class="soft">The last {MOST} requests. The HAR has all of them.</p>}
      </section>
      {id !== undefined && <RequestView key={id} id={id} />}
    </main>
  );
}

function RequestRow({ entry, open }: { entry: Entry; open: boolean }) {
  const { id, method, url, status, at, why, blocked } = entry;
  const refused = blocked || !status || status >= 400;
  return (
    <li>
      <a href={linkTo('requests', id)} {...(open && { 'aria-current': 'true' })}>
        <span class={`status ${refused ? 'bad' : 'good'}`}>{status || 'none'}</span>
        <span class="line mono">
          {method} {url}
        </span>
        <time class="soft" dateTime={at} title={at}>
          {shown(at)}
        </time>
        {(why || blocked) && (
          <span class="why">
            {blocked && <strong class="bad">The browser blocks this call. </strong>}
            {why}
          </span>
        )}
      </a>
    </li>
  );
}

const textOf = ({ method, url, status, why = '' }: Entry): string =>
  `${method} ${url} ${status ?? ''} ${why}`;
