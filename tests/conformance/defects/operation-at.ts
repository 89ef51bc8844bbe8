import type { Operation } from '../../../contracts/reader/api.ts';
import { bundledApis, loadApis } from '../../../contracts/reader/read-api.ts';

export const APIS = loadApis([bundledApis()]);

const PATTERNS = APIS.flatMap((api) =>
  api.operations.map((operation) => {
    const rest = operation.path.slice(api.prefixes[0]?.length).replace(/\{[^}]+\}/g, '[^/]+');
    return { pattern: new RegExp(`^(${api.prefixes.join('|')})${rest}$`), operation };
  }),
);

/** The operation whose path this is, whatever the method. */
export function operationAt(url: string): Operation | undefined {
  const [path = ''] = url.split('?');
  return PATTERNS.find(({ pattern }) => pattern.test(path))?.operation;
}

/** @throws when there is none of that id */
export function operationOf(id: string): Operation {
  const found = APIS.flatMap((api) => api.operations).find((operation) => operation.id === id);
  if (!found) throw new Error(`no operation ${id}`);
  return found;
}
