import { useState } from 'preact/hooks';
import type { Instance } from './instance-record.ts';
import { between, shown } from './moments.ts';
import { type Stay, staysOf } from './stays.ts';

/** So many are shown at first: a list of thousands would be slow, and nobody reads it. */
const MOST = 100;
/** How an instance came where it is: each state with its cause, and how long it lasted. */
export function Timeline({ instance }: { instance: Instance }) {
  const { timeline } = instance;
  const [all, setAll] = useState(false);
  const stays = staysOf(instance);
  const first = all ? 0 : Math.max(0, timeline.length - MOST);
  return (
    <>
      <h3>How it came here</h3>
      {first > 0 && (
        <button type="button" onClick={() => setAll(true)}>
          Show {first} earlier ones
        </button>
      )}
      <ol class="timeline" start={first + 1}>
        {timeline.slice(first).map(({ at, to, cause, changed }, index) => (
          <li key={`${first + index}`}>
            <div class="moment">
              <span>
                <strong>{to}</strong> <span class="soft">by {cause}</span>
              </span>
              <time class="soft" dateTime={at}>
                {shown(at)}
              </time>
            </div>
            <StayBar stay={stays[first + index]} />
            {changed && <div class="soft">changed {changed.join(', ')}</div>}
          </li>
        ))}
      </ol>
      {stays.some(({ squeezed }) => squeezed) && (
        <p class="soft">Bars are to scale; those with stripes lasted longer than they are drawn.</p>
      )}
    </>
  );
}

function StayBar({ stay }: { stay: Stay | undefined }) {
  if (!stay?.until) return null;
  const { at, until, start, width, squeezed } = stay;
  return (
    <div class="stay">
      <span class="track" aria-hidden="true">
        <span class={squeezed ? 'bar squeezed' : 'bar'} style={{ left: `${start}%`, width: `${width}%` }} />
      </span>
      <span class="soft">{between(at, until)}</span>
    </div>
  );
}
