import { useState } from 'preact/hooks';
import type { Outgoing } from '../../contracts/reader/calls/outgoing.ts';
import { linkTo } from './address.ts';
import { CurlView } from './curl-view.tsx';
import { Field } from './field.tsx';
import { maskedPlaces, unmasked } from './masked.ts';
import { Message } from './message.tsx';
import { useReadOnly } from './read-only.ts';

/** What was answered, or why nothing was. */
type Outcome =
  | { status: number; took: number; headers: Record<string, string>; body: unknown; id: string | null }
  | { failed: string };

/** Headers as one writes them, a line for each. */
const linesOf = (headers: Record<string, string>) =>
  Object.entries(headers)
    .map(([name, value]) => `${name}: ${value}`)
    .join('\n');

function headersIn(lines: string): Record<string, string> {
  const pairs = lines.split('\n').flatMap((line) => {
    const at = line.indexOf(':');
    return at > 0 ? [[line.slice(0, at).trim(), line.slice(at + 1).trim()] as const] : [];
  });
  return Object.fromEntries(pairs);
}

interface Sendable {
  call: Outgoing;
  /** What can be written in where a secret was masked, by place. */
  known?: Record<string, string>;
}

/** A call that can be changed, sent, and taken along as a curl; its answer below. What is masked in it is asked for. */
export function CallForm({ call, known = {} }: Sendable) {
  const [url, setUrl] = useState(call.url);
  const [lines, setLines] = useState(linesOf(call.headers));
  const [body, setBody] = useState(call.body === undefined ? undefined : pretty(call.body));
  const [outcome, setOutcome] = useState<Outcome>();
  const [secrets, setSecrets] = useState(known);
  const readOnly = useReadOnly();
  const written = { method: call.method, url, headers: headersIn(lines), ...(body && { body }) };
  const outgoing = unmasked(written, secrets);
  const send = async (event: Event) => {
    event.preventDefault();
    if (!readOnly) setOutcome(await sent(outgoing));
  };
  return (
    <>
      <form onSubmit={send}>
        <Field text="Address">
          {(id) => (
            <input
              id={id}
              class="mono"
              value={url}
              onInput={({ currentTarget }) => setUrl(currentTarget.value)}
            />
          )}
        </Field>
        <Text text="Headers" value={lines} put={setLines} />
        {body !== undefined && <Text text="Body" value={body} put={setBody} />}
        {maskedPlaces(written).map((place) => (
          <Field key={place} text={`Masked in the journal: ${place}`}>
            {(id) => (
              <input
                id={id}
                class="mono"
                required
                autocomplete="off"
                value={secrets[place] ?? ''}
                onInput={({ currentTarget }) => setSecrets({ ...secrets, [place]: currentTarget.value })}
              />
            )}
          </Field>
        ))}
        {readOnly || (
          <p class="tools">
            <button type="submit" class="first">
              Send it
            </button>
          </p>
        )}
      </form>
      {outcome && <OutcomeView outcome={outcome} />}
      <details>
        <summary>As a curl</summary>
        <CurlView outgoing={outgoing} />
      </details>
    </>
  );
}

function Text({ text, value, put }: { text: string; value: string; put: (value: string) => void }) {
  return (
    <Field text={text}>
      {(id) => (
        <textarea
          id={id}
          class="mono"
          spellcheck={false}
          rows={Math.min(14, value.split('\n').length + 1)}
          value={value}
          onInput={({ currentTarget }) => put(currentTarget.value)}
        />
      )}
    </Field>
  );
}

function OutcomeView({ outcome }: { outcome: Outcome }) {
  if ('failed' in outcome)
    return (
      <p class="notice bad" role="status">
        {outcome.failed}
      </p>
    );
  const { status, took, headers, body, id } = outcome;
  return (
    <div role="status">
      <p>
        It was answered <strong class={status >= 400 ? 'bad' : 'good'}>{status}</strong> in {took} ms.{' '}
        {id && <a href={linkTo('requests', id)}>Why</a>}
      </p>
      <Message title="Answer" headers={headers} body={body} />
    </div>
  );
}

async function sent({ method, url, headers, body }: Outgoing): Promise<Outcome> {
  const began = performance.now();
  try {
    const answer = await fetch(url, { method, headers, ...(body !== undefined && { body }) });
    const text = await answer.text();
    return {
      status: answer.status,
      took: Math.round(performance.now() - began),
      headers: Object.fromEntries(answer.headers),
      body: pretty(text),
      id: answer.headers.get('X-Mock-Request'),
    };
  } catch (error) {
    return { failed: `There was no answer: ${(error as Error).message}` };
  }
}

/** JSON as one reads it; anything else as it is. */
function pretty(text: string): string {
  try {
    return JSON.stringify(JSON.parse(text), null, 2);
  } catch {
    return text;
  }
}
