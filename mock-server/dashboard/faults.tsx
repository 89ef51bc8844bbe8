import { useState } from 'preact/hooks';
import { call, get } from './control-plane.ts';
import { covered, type Fault, happening } from './fault.ts';
import { type Contracts, FaultForm } from './fault-form.tsx';
import { useReading } from './live.ts';
import { useReadOnly } from './read-only.ts';

interface Profile {
  name: string;
  description: string;
  api?: string;
  operationId?: string;
}

interface Known {
  profiles: Profile[];
  contracts: Contracts;
}

/** What goes wrong in this world, how often it did, and what else could. */
export function FaultsView({ fail }: { fail: (error: Error) => void }) {
  const [faults, setFaults] = useState<Fault[]>([]);
  const [known, setKnown] = useState<Known>();
  const readOnly = useReadOnly();
  const read = () => get<Fault[]>('faults').then(setFaults, fail);
  const readKnown = () =>
    Promise.all([get<{ items: Profile[] }>('faults/profiles'), get<Contracts>('contracts')]).then(
      ([{ items }, contracts]) => setKnown({ profiles: items, contracts }),
      fail,
    );
  useReading(read, '', ({ type, data }) => type === 'faults' || (type === 'request' && data.fault === true));
  useReading(readKnown, '', () => false);
  const put = (list: Fault[]) => {
    // What was counted is the stand-in's; those that stay go on counting.
    const plain = list.map(({ matched: _, fired: __, ...fault }) => fault);
    call<Fault[]>('PUT', 'faults?counted=true', plain).then(setFaults, fail);
  };
  // The first that fires decides: what was set last is seen.
  const add = (fault: Fault) => put([fault, ...faults]);
  return (
    <main>
      <FaultList
        faults={faults}
        off={(index) => put(faults.filter((_, at) => at !== index))}
        allOff={() => call('DELETE', 'faults').then(read, fail)}
      />
      {readOnly || (
        <section class="panel" aria-label="One operation goes wrong">
          <h2>Let one operation go wrong</h2>
          <FaultForm contracts={known?.contracts ?? {}} add={add} />
        </section>
      )}
      <section class="panel" aria-label="Troubles that have a name">
        <h2>Troubles that have a name</h2>
        <ul class="cards">
          {known?.profiles.map((profile) => (
            <ProfileCard
              key={profile.name}
              profile={profile}
              on={faults.some((fault) => fault.profile === profile.name)}
              turnOn={() => add({ profile: profile.name })}
              turnOff={() => put(faults.filter((fault) => fault.profile !== profile.name))}
            />
          ))}
        </ul>
      </section>
    </main>
  );
}

interface Switches {
  faults: Fault[];
  off: (index: number) => void;
  allOff: () => void;
}

function FaultList({ faults, off, allOff }: Switches) {
  const readOnly = useReadOnly();
  return (
    <section class="panel" aria-label="What goes wrong">
      <div class="tools">
        <h2>What goes wrong</h2>
        {faults.length > 0 && !readOnly && (
          <button type="button" onClick={allOff}>
            All off
          </button>
        )}
      </div>
      {faults.length === 0 && <p class="soft">Nothing. Every request is answered as it should be.</p>}
      <ul class="rows">
        {faults.map((fault, index) => (
          // Two of them may be alike; their order is all that tells them apart.
          <li key={`${index} ${happening(fault)}`}>
            <span>
              <strong>{happening(fault)}</strong>
              <br />
              <span class="soft">{covered(fault)}</span>
            </span>
            <span class={fault.fired ? 'badge warn' : 'badge soft'}>
              fired {fault.fired} of {fault.matched}
            </span>
            {readOnly || (
              <button type="button" aria-label={`Off: ${happening(fault)}`} onClick={() => off(index)}>
                Off
              </button>
            )}
          </li>
        ))}
      </ul>
      {faults.length > 0 && <p class="soft">The first that fires decides.</p>}
    </section>
  );
}

interface Turning {
  profile: Profile;
  on: boolean;
  turnOn: () => void;
  turnOff: () => void;
}

function ProfileCard({ profile: { name, description, api, operationId }, on, turnOn, turnOff }: Turning) {
  const readOnly = useReadOnly();
  return (
    <li>
      <span>
        <strong>{name}</strong> {on && <span class="badge warn">on</span>}
        <br />
        <span class="soft">
          {description}
          {(operationId ?? api) && ` (${operationId ?? api})`}
        </span>
      </span>
      {readOnly || (
        <button type="button" class={on ? 'on' : ''} onClick={on ? turnOff : turnOn}>
          Turn {on ? 'off' : 'on'} <span class="unseen">{name}</span>
        </button>
      )}
    </li>
  );
}
