interface Sent {
  title: string;
  headers: Record<string, string> | undefined;
  body: unknown;
}

/** A request or an answer: its headers, and its body. */
export function Message({ title, headers = {}, body }: Sent) {
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}\n`);
  return (
    <>
      <h3>{title}</h3>
      <pre>
        {lines.join('')}
        {body === undefined ? '' : `\n${typeof body === 'string' ? body : JSON.stringify(body, null, 2)}`}
      </pre>
    </>
  );
}
