import { useState } from 'preact/hooks';
import { Field } from './field.tsx';
import { useReadOnly } from './read-only.ts';

/** What an instance is sent: a type, and data where there is some. */
export type SendEvent = (event: { type: string; data?: unknown }) => void;

interface Taking {
  /** The types that it takes now. */
  takes: string[];
  send: SendEvent;
  /** Told what is wrong with the data. */
  say: (text: string) => void;
}

/** A button for each event that an instance takes now, which goes with data where somebody wrote some. */
export function EventButtons({ takes, send, say }: Taking) {
  const [text, setText] = useState('');
  const readOnly = useReadOnly();
  if (readOnly || takes.length === 0) return null;
  const press = (type: string) => () => {
    if (text.trim() === '') return send({ type });
    try {
      send({ type, data: JSON.parse(text) });
      setText('');
    } catch (error) {
      say(`Nothing was sent, as the data is not JSON: ${(error as Error).message}`);
    }
  };
  return (
    <>
      <div class="tools">
        {takes.map((type) => (
          <button type="button" class="first" key={type} onClick={press(type)}>
            {type}
          </button>
        ))}
      </div>
      <details>
        <summary>With data</summary>
        <Field text="Data of the event (a JSON object), for whichever of them you press">
          {(id) => (
            <textarea
              id={id}
              class="mono"
              rows={4}
              spellcheck={false}
              placeholder='{"comment": "looks good"}'
              value={text}
              onInput={({ currentTarget }) => setText(currentTarget.value)}
            />
          )}
        </Field>
      </details>
    </>
  );
}
