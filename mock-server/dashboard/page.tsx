import { type ComponentChildren, render } from 'preact';
import { useState } from 'preact/hooks';
import { linkTo, useAddress } from './address.ts';
import { ApiView } from './api.tsx';
import { WORLD } from './base.ts';
import { ClockBar } from './clock.tsx';
import { get } from './control-plane.ts';
import { FaultsView } from './faults.tsx';
import { InstancesView } from './instances.tsx';
import { beginListening, useConnected, useReading } from './live.ts';
import { ReadOnly } from './read-only.ts';
import { RequestsView } from './requests.tsx';
import { WorldsView } from './worlds.tsx';

/** What every view is given: which of its things is open, and where to say what failed. */
interface Shown {
  id: string | undefined;
  fail: (error: Error) => void;
}

const VIEWS: Record<string, { text: string; View: (shown: Shown) => ComponentChildren }> = {
  requests: { text: 'Requests', View: RequestsView },
  instances: { text: 'Instances', View: InstancesView },
  faults: { text: 'Faults', View: FaultsView },
  api: { text: 'API', View: ApiView },
  worlds: { text: 'Worlds', View: WorldsView },
};

/** Whether the stand-in lets itself be changed, asked again when it is another one. */
function useMayOnlyLook(): boolean | undefined {
  const [readOnly, setReadOnly] = useState<boolean>();
  useReading(
    () =>
      get<{ readOnly?: boolean }>('health').then(
        ({ readOnly: only = false }) => setReadOnly(only),
        () => undefined,
      ),
    '',
    () => false,
  );
  return readOnly;
}

function Page() {
  const readOnly = useMayOnlyLook();
  const { view, id } = useAddress();
  const connected = useConnected();
  const [said, setSaid] = useState<string>();
  const fail = (error: Error) => setSaid(error.message);
  const View = VIEWS[view]?.View ?? RequestsView;
  return (
    <ReadOnly.Provider value={readOnly ?? true}>
      <header>
        <h1>
          flowx-mock <span>world {WORLD}</span>
          {readOnly && (
            <>
              {' '}
              <span class="badge">read-only</span>
            </>
          )}
        </h1>
        <nav aria-label="Views">
          {Object.entries(VIEWS).map(([name, { text, View: One }]) => (
            <a key={name} href={linkTo(name)} {...(One === View && { 'aria-current': 'page' })}>
              {text}
            </a>
          ))}
        </nav>
        <ClockBar fail={fail} />
      </header>
      {connected === false && (
        <p class="notice" role="alert">
          The stand-in does not answer. This page goes on by itself once it is back.
        </p>
      )}
      {said !== undefined && (
        <p class="notice" role="alert">
          {said}{' '}
          <button type="button" onClick={() => setSaid(undefined)}>
            Dismiss
          </button>
        </p>
      )}
      <View id={id} fail={fail} />
    </ReadOnly.Provider>
  );
}

beginListening();
const place = document.getElementById('page');
if (place) render(<Page />, place);
