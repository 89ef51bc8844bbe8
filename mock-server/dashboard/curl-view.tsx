import { useState } from 'preact/hooks';
import { curlOf } from '../../contracts/reader/calls/curl.ts';
import type { Outgoing } from '../../contracts/reader/calls/outgoing.ts';
import { CMD, POSIX, POWERSHELL, type Shell } from '../../contracts/reader/calls/shells.ts';
import { CopyButton } from './copy-button.tsx';
import { Select } from './field.tsx';

const SHELLS: Record<string, { text: string; shell: Shell }> = {
  posix: { text: 'sh, bash, zsh', shell: POSIX },
  powershell: { text: 'PowerShell', shell: POWERSHELL },
  cmd: { text: 'cmd.exe', shell: CMD },
};

/** The reader's own, as far as the browser tells; chosen once, it stays. */
let chosen = /Windows/.test(navigator.userAgent) ? 'powershell' : 'posix';

/** A request as a command line, for the shell that the reader has. */
export function CurlView({ outgoing }: { outgoing: Outgoing }) {
  const [name, setName] = useState(chosen);
  const choose = (value: string) => {
    chosen = value;
    setName(value);
  };
  const text = curlOf(outgoing, { shell: SHELLS[name]?.shell ?? POSIX });
  const choices = Object.entries(SHELLS).map(([one, { text: shown }]) => [one, shown]);
  return (
    <>
      <div class="tools end">
        <Select text="Your shell" value={name} choose={choose} choices={Object.fromEntries(choices)} />
        <CopyButton text={text} say="Copy the curl" />
      </div>
      <pre>{text}</pre>
    </>
  );
}
