/** An address with an answer in it, as `response_mode` says. */
export function addressWithAnswer(
  uri: string,
  mode: 'query' | 'fragment',
  answer: Record<string, string | undefined>,
): string {
  const given = Object.entries(answer).flatMap(([name, value]) =>
    value === undefined ? [] : [[name, value]],
  );
  const text = new URLSearchParams(given as [string, string][]).toString();
  if (mode === 'fragment') return `${uri}#${text}`;
  return `${uri}${uri.includes('?') ? '&' : '?'}${text}`;
}
