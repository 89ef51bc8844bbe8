import { useEffect, useState } from 'preact/hooks';
import { get } from './control-plane.ts';

interface Contracts {
  contracts: Record<string, number>;
}

/** What to do where nothing was asked yet. */
export function FirstRequest({ fail }: { fail: (error: Error) => void }) {
  const [apis, setApis] = useState<string[]>([]);
  const [copied, setCopied] = useState(false);
  useEffect(() => {
    get<Contracts>('health').then(({ contracts }) => setApis(Object.keys(contracts)), fail);
  }, []);
  // What stands before `/__admin/` is where the products' calls are: a world's, or a proxy's prefix.
  const base = location.href.replace(/\/__admin\/.*$/, '');
  const copy = () => navigator.clipboard.writeText(base).then(() => setCopied(true), fail);
  return (
    <div>
      <h2>Nothing was asked yet</h2>
      <p>
        Point your application at this address, and every request shows up here with the reason for its
        answer. It answers for {apis.join(', ')}.
      </p>
      <p class="tools">
        <code>{base}</code>
        <button type="button" class="first" onClick={copy}>
          {copied ? 'Copied' : 'Copy'}
        </button>
      </p>
      <p class="soft">
        <code>flowx-mock serve --examples</code> prints a curl for each operation.
      </p>
    </div>
  );
}
