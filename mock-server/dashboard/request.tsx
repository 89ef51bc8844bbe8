import type { ComponentChildren } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { linkTo } from './address.ts';
import { Again } from './again.tsx';
import { get } from './control-plane.ts';
import { CopyButton } from './copy-button.tsx';
import type { Entry, Violation } from './journal-entry.ts';
import { Message } from './message.tsx';
import { shown } from './moments.ts';
import { Pages } from './pages.tsx';

/** One request: why it was answered so, which promises it broke and which page says so, and what was sent and answered. */
export function RequestView({ id }: { id: string }) {
  const [entry, setEntry] = useState<Entry>();
  const [gone, setGone] = useState<string>();
  useEffect(() => {
    get<Entry>(`requests/${encodeURIComponent(id)}`).then(setEntry, (error: Error) => setGone(error.message));
  }, [id]);
  if (gone !== undefined) return <Panel id={id}>{gone}</Panel>;
  if (!entry) return <Panel id={id}>…</Panel>;
  const { method, url, status, why, hint, nearest = [], answer, headers, body } = entry;
  return (
    <Panel id={id}>
      <p class="mono">
        <strong>{method}</strong> {url}
      </p>
      <dl>
        <dt>Answered</dt>
        <dd class={!status || status >= 400 ? 'bad' : 'good'}>
          {status || 'nothing'} <span class="soft">({entry.source ?? 'no answer'})</span>
        </dd>
        {entry.operationId && (
          <>
            <dt>Operation</dt>
            <dd>
              {entry.operationId} <span class="soft">({entry.api})</span>
            </dd>
          </>
        )}
        <dt>World</dt>
        <dd>{entry.world}</dd>
        <dt>At</dt>
        <dd>
          {shown(entry.at)}, in {entry.durationMs?.toFixed(1)} ms
        </dd>
      </dl>
      {(why ?? hint) && <p class="notice">{why ?? hint}</p>}
      {violationsOf(entry).map((violation) => (
        <ViolationView
          key={`${violation.in}${violation.pointer}${violation.keyword}`}
          violation={violation}
        />
      ))}
      {nearest.map(({ operationId, path, differences, method: nearMethod }) => (
        <p key={operationId}>
          Near: <code>{`${nearMethod} ${path}`}</code> <span class="soft">({operationId})</span>, but{' '}
          {differences.join(', ')}
        </p>
      ))}
      <Take entry={entry} />
      <Message title="Request" headers={headers} body={body} />
      <Message title="Answer" headers={answer?.headers} body={answer?.body} />
    </Panel>
  );
}

/** What can be done with it: sent to a colleague, saved, sent again. */
function Take({ entry }: { entry: Entry }) {
  const [again, setAgain] = useState(false);
  return (
    <>
      <div class="tools">
        <button type="button" aria-expanded={again} onClick={() => setAgain(!again)}>
          Again, or as a curl
        </button>
        <CopyButton text={location.href} say="Copy the link" />
        <a href={`requests.har?id=${encodeURIComponent(entry.id)}`} download={`${entry.id}.har`}>
          Save as HAR
        </a>
      </div>
      {again && <Again entry={entry} />}
    </>
  );
}

function Panel({ id, children }: { id: string; children: ComponentChildren }) {
  return (
    <section class="panel" aria-label={`Request ${id}`}>
      <div class="tools">
        <h2>{id}</h2>
        <a href={linkTo('requests')}>Close</a>
      </div>
      {children}
    </section>
  );
}

/** An event tells only how many there are; the whole entry has them. */
const violationsOf = ({ violations }: Entry): Violation[] => (Array.isArray(violations) ? violations : []);

function ViolationView({ violation }: { violation: Violation }) {
  const { pointer, message, expected, actual, provenance, promise } = violation;
  return (
    <div class="violation">
      <strong>
        {violation.in} <code>{pointer || '/'}</code> {message}
      </strong>
      <dl>
        <dt>Expected</dt>
        <dd>
          <code>{JSON.stringify(expected)}</code> <span class="soft">({violation.keyword})</span>
        </dd>
        <dt>Was</dt>
        <dd>
          <code>{actual === undefined ? 'not there' : JSON.stringify(actual)}</code>
        </dd>
        <dt>Who says so</dt>
        <dd>
          {provenance.status}
          {': '}
          <Pages sources={provenance.source} />
        </dd>
        {promise && (
          <>
            <dt>Written at</dt>
            <dd>
              <code>{`${promise.file}:${promise.line}`}</code>
            </dd>
          </>
        )}
      </dl>
    </div>
  );
}
