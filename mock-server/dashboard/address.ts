import { useEffect, useState } from 'preact/hooks';

/** What the address says after `#/`: the view, and which of its things is open. */
export interface Address {
  view: string;
  id: string | undefined;
}

function here(): Address {
  const [view = '', id] = location.hash.replace(/^#\/?/, '').split('/');
  return { view: view || 'requests', id: id && decodeURIComponent(id) };
}

/** The address, as it changes: links, and the browser's own way back, work as in any page. */
export function useAddress(): Address {
  const [address, setAddress] = useState(here);
  useEffect(() => {
    const changed = () => setAddress(here());
    addEventListener('hashchange', changed);
    return () => removeEventListener('hashchange', changed);
  }, []);
  return address;
}

export const linkTo = (view: string, id?: string): string =>
  id === undefined ? `#/${view}` : `#/${view}/${encodeURIComponent(id)}`;
