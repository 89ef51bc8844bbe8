import { useEffect, useState } from 'preact/hooks';
import type { Outgoing } from '../../contracts/reader/calls/outgoing.ts';
import { BASE } from './base.ts';
import { CallForm } from './call-form.tsx';
import { get } from './control-plane.ts';
import type { Entry } from './journal-entry.ts';
import { fromFixtures } from './masked.ts';
import type { Api } from './operation.ts';

/** What a client says of itself or of the connection, and a browser or curl says anew. */
const OF_THE_CONNECTION =
  /^(host|connection|keep-alive|content-length|transfer-encoding|accept-encoding|accept-language|user-agent|origin|referer|cache-control|pragma|priority|te|upgrade.*|sec-.*|x-forwarded-.*)$/i;

/** A request of the journal as it can be sent again, secrets still masked. */
function againOf({ method, url, headers = {}, body }: Entry): Outgoing {
  // The journal has the world in the address, and nothing of a proxy's prefix.
  const base = BASE.replace(/\/@[^/]+$/, '');
  const own = Object.entries(headers).filter(([name]) => !OF_THE_CONNECTION.test(name));
  return {
    method,
    url: url.startsWith('/') ? base + url : url,
    headers: Object.fromEntries(own),
    ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body, null, 2) }),
  };
}

/** A request of the journal, to be changed, sent again, or taken along as a curl. */
export function Again({ entry }: { entry: Entry }) {
  const [known, setKnown] = useState<Record<string, string>>();
  const call = againOf(entry);
  const { api, operationId } = entry;
  useEffect(() => {
    if (api === undefined) return setKnown({});
    get<Api>(`contracts/${encodeURIComponent(api)}`).then(
      ({ operations }) => {
        const works = operations.find((one) => one.operationId === operationId)?.outgoing;
        setKnown(works ? fromFixtures(call, works) : {});
      },
      () => setKnown({}),
    );
  }, [entry.id]);
  return known ? <CallForm call={call} known={known} /> : null;
}
