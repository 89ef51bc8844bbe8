import { useState } from 'preact/hooks';

interface Copied {
  text: string;
  /** What it says while nothing was copied yet. */
  say?: string;
}

/** Takes a text along. Where the browser does not let it (a page of plain HTTP elsewhere), it says so. */
export function CopyButton({ text, say = 'Copy' }: Copied) {
  const [done, setDone] = useState<string>();
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(text);
      setDone('Copied');
    } catch {
      setDone('Not allowed here: select it');
    }
  };
  return (
    <button type="button" onClick={copy} onBlur={() => setDone(undefined)}>
      {done ?? say}
    </button>
  );
}
