import { useState } from 'preact/hooks';
import { linkTo } from './address.ts';
import { BASE } from './base.ts';
import { CallForm } from './call-form.tsx';
import { get } from './control-plane.ts';
import { LeftOutCalls } from './left-out.tsx';
import { useReading } from './live.ts';
import type { Api, ApiOperation } from './operation.ts';
import { Pages } from './pages.tsx';

interface Named extends Api {
  name: string;
}

/** What every API answers, what each answer rests on, a call of each that works, and what is left out. */
export function ApiView({ id, fail }: { id: string | undefined; fail: (error: Error) => void }) {
  const [apis, setApis] = useState<Named[]>();
  const read = async () => {
    const names = Object.keys(await get<Record<string, unknown>>('contracts'));
    setApis(
      await Promise.all(
        names.map(async (name) => ({ ...(await get<Api>(`contracts/${encodeURIComponent(name)}`)), name })),
      ),
    );
  };
  useReading(
    () => read().catch(fail),
    '',
    () => false,
  );
  const opened = apis
    ?.flatMap(({ name, operations }) => operations.map((one) => ({ name, one })))
    .find(({ name, one }) => `${name} ${one.operationId}` === id);
  return (
    <main class={opened ? 'split' : ''}>
      <div class="stack">
        {apis?.map((api) => (
          <ApiPanel key={api.name} api={api} open={id} />
        ))}
      </div>
      {opened && <OperationView key={id} operation={opened.one} />}
    </main>
  );
}

function ApiPanel({ api, open }: { api: Named; open: string | undefined }) {
  const { name, title, prefixes, operations, leftOut } = api;
  return (
    <section class="panel" aria-label={title}>
      <div class="tools">
        <h2>{title}</h2>
        <a href={`openapi/${encodeURIComponent(name)}.json`} target="_blank" rel="noreferrer">
          OpenAPI 3.1
        </a>
      </div>
      <p class="soft">
        At{' '}
        {prefixes.map((prefix, index) => (
          <span key={prefix}>
            {index > 0 && ', '}
            <code>{prefix}</code>
          </span>
        ))}
      </p>
      <ul class="list">
        {operations.map((one) => (
          <OperationRow key={one.operationId} name={name} operation={one} open={open} />
        ))}
      </ul>
      {leftOut.length > 0 && <LeftOutCalls calls={leftOut} />}
    </section>
  );
}

interface Row {
  name: string;
  operation: ApiOperation;
  open: string | undefined;
}

function OperationRow({ name, operation, open }: Row) {
  const { operationId, method, path, summary, provenance } = operation;
  const id = `${name} ${operationId}`;
  return (
    <li>
      <a href={linkTo('api', id)} {...(open === id && { 'aria-current': 'true' })}>
        <span class="status mono">{method}</span>
        <span class="line mono">{path}</span>
        <span class="badge soft">{provenance?.status}</span>
        <span class="why">
          {summary} <span class="mono">({operationId})</span>
        </span>
      </a>
    </li>
  );
}

function OperationView({ operation }: { operation: ApiOperation }) {
  const { operationId, method, path, summary, statuses, provenance, outgoing, impossible } = operation;
  const call = outgoing
    ? { ...outgoing, url: BASE + outgoing.url }
    : { method, url: BASE + path, headers: { accept: 'application/json' } };
  return (
    <section class="panel" aria-label={`Operation ${operationId}`}>
      <div class="tools">
        <h2>{summary}</h2>
        <a href={linkTo('api')}>Close</a>
      </div>
      <p class="mono">
        <strong>{method}</strong> {path}
      </p>
      <dl>
        <dt>Operation</dt>
        <dd>{operationId}</dd>
        <dt>Answers</dt>
        <dd>{statuses.join(', ')}</dd>
        <dt>Who says so</dt>
        <dd>
          {provenance?.status}
          {provenance?.note && <span class="soft"> ({provenance.note})</span>}
          <br />
          <Pages sources={provenance?.source ?? []} />
        </dd>
      </dl>
      <h3>A call that works</h3>
      {impossible && <p class="notice">There is none yet: {impossible}.</p>}
      <CallForm call={call} />
    </section>
  );
}
