import type { Outgoing } from './outgoing-request.ts';

/** The command line that sends the same request; `$VARIABLE`s in it are for the shell to fill in. */
export function curlOf({ method, url, headers, body }: Outgoing): string {
  const parts = [
    'curl -sS -i',
    ...(method === 'GET' && body === undefined ? [] : [`-X ${method}`]),
    quoted(url),
    ...Object.entries(headers).map(
      ([name, value]) => `-H ${quoted(value === '' ? `${name};` : `${name}: ${value}`)}`,
    ),
    ...(body === undefined ? [] : [...bare(headers), `--data-binary ${quoted(body)}`]),
  ];
  return parts.join(' ');
}

/** curl would say of itself that a body is a form. */
function bare(headers: Record<string, string>): string[] {
  return Object.keys(headers).some((name) => name.toLowerCase() === 'content-type')
    ? []
    : [`-H 'content-type:'`];
}

/** Quoted for a POSIX shell; what stands for a secret is left for the shell to fill in. */
function quoted(text: string): string {
  const [first = '', ...others] = text.split(/(\$[A-Z][A-Z0-9_]*)/);
  const whole = [first, ...others].map((part, index) =>
    index % 2 === 1 ? `"${part}"` : part === '' ? '' : `'${part.replaceAll("'", String.raw`'\''`)}'`,
  );
  return whole.join('') || "''";
}
