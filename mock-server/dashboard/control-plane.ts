/** What the control plane refuses, in its own words. */
class ControlPlaneError extends Error {
  override readonly name = 'ControlPlaneError';
}

/**
 * A call of the control plane that this page belongs to.
 * @param path below `/__admin/`; the page may lie below a world or a proxy's prefix, so it is never an absolute one
 * @throws ControlPlaneError with what it says, or that nobody answers
 */
export async function call<T>(method: string, path: string, body?: unknown): Promise<T> {
  const sent = body !== undefined && {
    body: JSON.stringify(body),
    headers: { 'Content-Type': 'application/json' },
  };
  const response = await fetch(path, { method, ...sent }).catch(() => undefined);
  if (response === undefined) throw new ControlPlaneError('The stand-in does not answer.');
  const text = await response.text();
  const answer = text === '' ? undefined : JSON.parse(text);
  if (!response.ok)
    throw new ControlPlaneError(answer?.detail ?? answer?.title ?? `It answered ${response.status}.`);
  return answer as T;
}

export const get = <T>(path: string): Promise<T> => call<T>('GET', path);
