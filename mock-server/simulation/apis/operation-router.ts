import FindMyWay, { type HTTPMethod, type Instance } from 'find-my-way';
import { Mistake, type Place } from '../../../contracts/files/mistake.ts';
import type { Contract } from '../../../contracts/reader/contract.ts';
import { isBelow } from './api-by-prefix.ts';
import type { LoadedApi } from './loaded-api.ts';

const PARAMETER = /\{([^}]+)\}/g;

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

  /** @throws Mistake for two operations of one address, and paths that cannot be addresses */
  constructor(apis: readonly LoadedApi[]) {
    this.#tree = FindMyWay({ caseSensitive: true, maxParamLength: 10_000 });
    const taken = new Map<string, Contract>();
    for (const loaded of apis) {
      const prefixes = new Set(loaded.api.prefixes);
      for (const contract of loaded.contracts.values()) {
        for (const prefix of prefixes) this.#add({ loaded, contract, prefix }, taken);
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
    return { loaded, contract, prefix, params: namedParams(contract, found.params) };
  }

  /** @param taken by address, what has it already */
  #add(target: Target, taken: Map<string, Contract>): void {
    const { loaded, contract, prefix } = target;
    const { method, path } = contract.operation;
    this.#methods.add(method);
    const address = prefix + path.slice(loaded.api.prefixes[0]?.length);
    // What parameters are called is nothing that a request could show.
    const key = `${method} ${address.replace(PARAMETER, '{}')}`;
    const before = taken.get(key);
    if (before) throw sameAddress(`${method} ${address}`, before, contract);
    taken.set(key, contract);
    try {
      this.#tree.on(method as HTTPMethod, patternOf(address), () => undefined, target);
    } catch (error) {
      const text = `${named(contract)}: ${method} ${address} cannot be an address: ${(error as Error).message}`;
      throw new Mistake([{ text, ...placed(contract) }]);
    }
  }
}

/**
 * An address as the tree reads it. It knows few names and gives some characters a meaning: parameters are numbered, and
 * it is told where one ends that is followed by anything but what it takes for an end.
 */
function patternOf(address: string): string {
  let number = 0;
  return address.replaceAll(':', '::').replace(PARAMETER, (whole: string, _, at: number, all: string) => {
    number += 1;
    const next = all[at + whole.length];
    return next === undefined || '/-.'.includes(next) ? `:p${number}` : `:p${number}([^/]*?)`;
  });
}

/** The values of a path, by the names that the contract has for them. */
function namedParams(
  { operation }: Contract,
  numbered: Record<string, string | undefined>,
): Record<string, string> {
  const names = [...operation.path.matchAll(PARAMETER)].map(([, name]) => name as string);
  return Object.fromEntries(names.map((name, index) => [name, numbered[`p${index + 1}`] ?? '']));
}

function sameAddress(address: string, first: Contract, second: Contract): Mistake {
  return new Mistake(
    [
      { text: `${named(second)} has the address ${address}`, ...placed(second) },
      { text: `${named(first)} has it, too`, ...placed(first) },
    ],
    'Each address is for one operation, whatever its parameters are called. Leave one of them out, or give its API other x-mock.prefixes.',
  );
}

const named = ({ operation }: Contract): string => `${operation.id} of ${operation.api}`;

function placed({ api, operation }: Contract): { place?: Place } {
  const place = api.origins.place(operation.node);
  return place ? { place } : {};
}
