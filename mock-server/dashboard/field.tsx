import type { ComponentChildren } from 'preact';
import { useId } from 'preact/hooks';

/** A control with the words that it is called by above it. */
export function Field({ text, children }: { text: string; children: (id: string) => ComponentChildren }) {
  const id = useId();
  return (
    <div class="field">
      <label htmlFor={id}>{text}</label>
      {children(id)}
    </div>
  );
}

/** By value: what is shown for it, or the choices of a group of that name. */
export type Choices = Record<string, string | Record<string, string>>;

interface Choice {
  text: string;
  value: string;
  choose: (value: string) => void;
  choices: Choices;
}

/** One of several. */
export function Select({ text, value, choose, choices }: Choice) {
  const options = (some: Record<string, string>) =>
    Object.entries(some).map(([one, shown]) => (
      <option key={one} value={one}>
        {shown}
      </option>
    ));
  return (
    <Field text={text}>
      {(id) => (
        <select id={id} value={value} onChange={({ currentTarget }) => choose(currentTarget.value)}>
          {Object.entries(choices).map(([one, shown]) =>
            typeof shown === 'string' ? (
              options({ [one]: shown })
            ) : (
              <optgroup key={one} label={one}>
                {options(shown)}
              </optgroup>
            ),
          )}
        </select>
      )}
    </Field>
  );
}

interface NumberInput {
  text: string;
  value: string;
  put: (value: string) => void;
  placeholder: string;
}

/** A whole number, or nothing. */
export function NumberField({ text, value, put, placeholder }: NumberInput) {
  return (
    <Field text={text}>
      {(id) => (
        <input
          id={id}
          inputMode="numeric"
          pattern="[0-9]*"
          value={value}
          placeholder={placeholder}
          onInput={({ currentTarget }) => put(currentTarget.value)}
        />
      )}
    </Field>
  );
}
