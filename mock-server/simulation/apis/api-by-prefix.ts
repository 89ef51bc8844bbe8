import type { LoadedApi } from './loaded-api.ts';

/** The API below whose prefix a path is: below the longest one, as those of an API may lie below another's. */
export function apiByPrefix(apis: readonly LoadedApi[], path: string): LoadedApi | undefined {
  let found: LoadedApi | undefined;
  let longest = -1;
  for (const loaded of apis) {
    for (const prefix of loaded.api.prefixes) {
      if (prefix.length <= longest || !isBelow(path, prefix)) continue;
      found = loaded;
      longest = prefix.length;
    }
  }
  return found;
}

/** Whether a path is a prefix, or goes on below it. */
export function isBelow(path: string, prefix: string): boolean {
  return path.startsWith(prefix) && (path.length === prefix.length || path[prefix.length] === '/');
}
