import type { ApiTarget } from './target.ts';

/** By security scheme, what a target says an operation is called with: its own, or else those of the API. */
export function knownCredentials(
  { credentials, operations }: ApiTarget,
  operationId: string,
): Record<string, string> {
  const ofApi = Object.entries(credentials).map(([name, { value }]) => [name, value]);
  return { ...Object.fromEntries(ofApi), ...operations?.[operationId]?.credentials };
}
