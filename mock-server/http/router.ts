import FindMyWay, { type HTTPMethod, type Instance } from 'find-my-way';
import type { Contract } from '../../contracts/reader/contract.ts';
import type { LoadedApi } from '../stand-in/stand-in.ts';
import { isBelow } from './api-below.ts';

/** What answers at an address. */
interface Target {
  /** Several APIs may have the same prefix, so the address tells which one it is. */
  loaded: LoadedApi;
  contract: Contract;
  /** The one of the API's prefixes that the address has. */
  prefix: string;
}

export interface Found extends Target {
  params: Record<string, string>;
}

/** Finds operations by method and path, in a tree: the cost does not grow with their number. */
export class Router {
  readonly #tree: Instance<FindMyWay.HTTPVersion.V1>;
  readonly #methods = new Set<string>();

  constructor(apis: readonly LoadedApi[]) {
    this.#tree = FindMyWay({ caseSensitive: true, maxParamLength: 10_000 });
    for (const loaded of apis) {
      const { prefixes } = loaded.api;
      for (const contract of loaded.contracts.values()) {
        for (const prefix of prefixes) this.#add({ loaded, contract, prefix });
      }
    }
  }

  /** What answers at a path, by method. */
  at(path: string): Map<string, Found> {
    const found = [...this.#methods].map((method) => [method, this.find(method, path)] as const);
    return new Map(found.filter((one): one is [string, Found] => one[1] !== undefined));
  }

  find(method: string, path: string): Found | undefined {
    if (!this.#methods.has(method)) return undefined;
    const found = this.#tree.find(method as HTTPMethod, path);
    if (!found?.store) return undefined;
    const { loaded, contract, prefix } = found.store as Target;
    // A prefix must be written as it is: `/%70rocess` is none, though it decodes to one.
    if (!isBelow(path, prefix)) return undefined;
    return { loaded, contract, prefix, params: found.params as Record<string, string> };
  }

  #add(target: Target): void {
    const { loaded, contract, prefix } = target;
    const { method, path } = contract.operation;
    this.#methods.add(method);
    const address = prefix + path.slice(loaded.api.prefixes[0]?.length);
    const pattern = address.replaceAll(':', '::').replace(/\{([^}]+)\}/g, ':$1');
    this.#tree.on(method as HTTPMethod, pattern, () => undefined, target);
  }
}
