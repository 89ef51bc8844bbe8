import FindMyWay, { type HTTPMethod } from 'find-my-way';
import type { LeftOutCall } from '../../../contracts/reader/api.ts';
import type { LoadedApi } from '../apis/loaded-api.ts';

/** A call that is known and not answered, and whose contract leaves it out. */
export interface LeftOut {
  loaded: LoadedApi;
  call: LeftOutCall;
}

/** Finds calls that the contracts leave out, by method and path. */
export class LeftOutCalls {
  readonly #tree = FindMyWay({ caseSensitive: true, maxParamLength: 10_000 });

  constructor(apis: readonly LoadedApi[]) {
    const taken = new Set<string>();
    for (const loaded of apis) {
      for (const call of loaded.api.leftOut) {
        for (const path of call.paths.flatMap(bothEnds))
          for (const method of call.methods) this.#add(method as HTTPMethod, path, { loaded, call }, taken);
      }
    }
  }

  /** @param of the API below whose prefix the path is, if any: what another product leaves out is none of its concern */
  find(method: string, path: string, of: LoadedApi | undefined): LeftOut | undefined {
    const found = this.#tree.find(method as HTTPMethod, path)?.store as LeftOut | undefined;
    return found && (of === undefined || of === found.loaded) ? found : undefined;
  }

  /** Of two with the same address the first counts. */
  #add(method: HTTPMethod, path: string, leftOut: LeftOut, taken: Set<string>): void {
    const pattern = path.replaceAll(':', '::').replace(/\{([^}]+)\}/g, ':$1');
    const key = `${method} ${path.replace(/\{[^}]+\}/g, '{}')}`;
    if (taken.has(key)) return;
    taken.add(key);
    this.#tree.on(method, pattern, () => undefined, leftOut);
  }
}

/** Whatever follows may be nothing, too. */
function bothEnds(path: string): string[] {
  return path.endsWith('/*') ? [path, path.slice(0, -2)] : [path];
}
