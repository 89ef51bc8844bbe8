import { useState } from 'preact/hooks';
import { useReadOnly } from './read-only.ts';

/** A button that asks before it does what cannot be taken back; whoever looks elsewhere is not asked any longer. */
export function SureButton({ text, sure, act }: { text: string; sure: string; act: () => void }) {
  const [asks, setAsks] = useState(false);
  const readOnly = useReadOnly();
  if (readOnly) return null;
  const press = () => {
    setAsks(!asks);
    if (asks) act();
  };
  return (
    <button type="button" class={asks ? 'bad' : ''} onClick={press} onBlur={() => setAsks(false)}>
      {asks ? sure : text}
    </button>
  );
}
