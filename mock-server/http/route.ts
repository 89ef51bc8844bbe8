import type { IncomingMessage } from 'node:http';
import FindMyWay, { type HTTPMethod, type Instance } from 'find-my-way';
import type { Contract } from '../../contracts/reader/contract.ts';
import { Refusal } from '../domain/refusal.ts';
import type { LoadedApi } from '../stand-in/stand-in.ts';
import type { Exchange } from './exchange.ts';
import { unmatched } from './unmatched.ts';

interface Target {
  contract: Contract;
}

/** Finds operations by method and path, in a tree: the cost does not grow with their number. */
export class Router {
  readonly #tree: Instance<FindMyWay.HTTPVersion.V1>;
  readonly #methods = new Set<string>();

  constructor(apis: readonly LoadedApi[]) {
    this.#tree = FindMyWay({ caseSensitive: true, maxParamLength: 10_000 });
    for (const { api, contracts } of apis) {
      for (const contract of contracts.values()) {
        for (const prefix of api.prefixes)
          this.#add(contract, prefix + contract.operation.path.slice(api.prefixes[0]?.length));
      }
    }
  }

  /** The methods that have an operation at a path. */
  allowed(path: string): string[] {
    return [...this.#methods].filter((method) => this.#tree.find(method as HTTPMethod, path)?.store);
  }

  find(method: string, path: string): { contract: Contract; params: Record<string, string> } | undefined {
    if (!this.#methods.has(method)) return undefined;
    const found = this.#tree.find(method as HTTPMethod, path);
    return found?.store
      ? { contract: (found.store as Target).contract, params: found.params as Record<string, string> }
      : undefined;
  }

  #add(contract: Contract, path: string): void {
    const { method } = contract.operation;
    this.#methods.add(method);
    const pattern = path.replaceAll(':', '::').replace(/\{([^}]+)\}/g, ':$1');
    this.#tree.on(method as HTTPMethod, pattern, () => undefined, { contract } satisfies Target);
  }
}

/** The API below whose prefix a path is. */
export function apiBelow(apis: readonly LoadedApi[], path: string): LoadedApi | undefined {
  return apis.find(({ api }) => api.prefixes.some((prefix) => isBelow(path, prefix)));
}

/** Whether a path is a prefix, or goes on below it. */
export function isBelow(path: string, prefix: string): boolean {
  return path.startsWith(prefix) && (path.length === prefix.length || path[prefix.length] === '/');
}

/**
 * Finds the operation of a request.
 * @throws Refusal request-malformed, unknown-path, method-not-allowed
 */
export function route(exchange: Exchange, router: Router): void {
  const { path, entry, req, loaded } = exchange;
  checkHost(req);
  checkEncoding(path);
  // A prefix must be written as it is: `/%70rocess` is none, though it decodes to one.
  const found = loaded && router.find(req.method, path);
  if (!found) throw unmatched(exchange, loaded ? router.allowed(path) : []);
  exchange.contract = found.contract;
  exchange.params = found.params;
  entry.operationId = found.contract.operation.id;
  entry.params = found.params;
}

/** RFC 9112, section 3.2; Node would refuse it without a body. */
function checkHost({ headers, httpVersion }: IncomingMessage): void {
  if (headers.host !== undefined || httpVersion === '1.0') return;
  throw new Refusal('request-malformed', { reason: 'an HTTP/1.1 request has a Host header' });
}

function checkEncoding(path: string): void {
  if (!path.includes('%')) return;
  try {
    decodeURIComponent(path);
  } catch {
    throw new Refusal('request-malformed', { reason: 'the path is not valid percent-encoded UTF-8' });
  }
}
