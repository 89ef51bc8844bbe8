import type { Outgoing } from './outgoing.ts';
import { POSIX, type Shell } from './shells.ts';

export interface CurlOptions {
  /** Names of variables, as `$TOKEN`, that the shell fills in; whatever else looks like one is sent as it is. */
  variables?: ReadonlySet<string>;
  shell?: Shell;
  /** Whether the answer is shown with its headers, and nothing of its progress (default). */
  withHeaders?: boolean;
}

/** The command line that sends the same request, on one line. */
export function curlOf({ method, url, headers, body }: Outgoing, options: CurlOptions = {}): string {
  const { variables, shell = POSIX, withHeaders = true } = options;
  const quoted = (text: string): string => quotedFor(shell, text, variables);
  const lines = Object.entries(headers).map(([name, value]) =>
    quoted(value === '' ? `${name};` : `${name}: ${value}`),
  );
  const words = [
    ...(withHeaders ? ['-sS -i'] : []),
    ...methodFlag(method, body),
    quoted(url),
    ...lines.map((line) => `-H ${line}`),
    ...(body === undefined ? [] : bodyFlags(headers, body, quoted)),
  ];
  return shell.curl(words.join(' '));
}

/** With `-X HEAD` curl would wait for a body that never comes. */
function methodFlag(method: string, body: string | undefined): string[] {
  if (method === 'HEAD' && body === undefined) return ['--head'];
  return method === 'GET' && body === undefined ? [] : [`-X ${method}`];
}

/** Raw, as a body that begins with `@` names no file. Of itself curl would say that a body is a form. */
function bodyFlags(headers: Record<string, string>, body: string, quoted: (text: string) => string) {
  const typed = Object.keys(headers).some((name) => name.toLowerCase() === 'content-type');
  return [...(typed ? [] : [`-H ${quoted('content-type:')}`]), `--data-raw ${quoted(body)}`];
}

function quotedFor(shell: Shell, text: string, variables: ReadonlySet<string> = new Set()): string {
  if (text === '' || variables.size === 0) return shell.text(text);
  // The longest first: one name may begin with another.
  const names = [...variables].sort((one, other) => other.length - one.length);
  const pattern = new RegExp(`(${names.map((name) => name.replaceAll('$', String.raw`\$`)).join('|')})`);
  const parts = text.split(pattern).filter((part) => part !== '');
  return parts.map((part) => (variables.has(part) ? shell.variable(part) : shell.text(part))).join('');
}
