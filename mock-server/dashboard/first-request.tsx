import { useEffect, useState } from 'preact/hooks';
import { linkTo } from './address.ts';
import { BASE } from './base.ts';
import { get } from './control-plane.ts';
import { CopyButton } from './copy-button.tsx';

interface Contracts {
  contracts: Record<string, number>;
}

/** What to do where nothing was asked yet. */
export function FirstRequest({ fail }: { fail: (error: Error) => void }) {
  const [apis, setApis] = useState<string[]>([]);
  useEffect(() => {
    get<Contracts>('health').then(({ contracts }) => setApis(Object.keys(contracts)), fail);
  }, []);
  return (
    <div>
      <h2>Nothing was asked yet</h2>
      <p>
        Point your application at this address, and every request shows up here with the reason for its
        answer. It answers for {apis.join(', ')}.
      </p>
      <p class="tools">
        <code>{BASE}</code>
        <CopyButton text={BASE} />
      </p>
      <p class="soft">
        Under <a href={linkTo('api')}>API</a> is a call of each operation, to be sent from here or copied as a
        curl.
      </p>
    </div>
  );
}
