import type { Json } from '../../files/json.ts';
import { bodyMediaOf } from '../../reader/calls/body-media.ts';
import { goodRequestOf } from '../../reader/calls/good-request.ts';
import type { Request, Values } from '../../reader/calls/request.ts';
import { fitted } from '../../reader/calls/with-target-values.ts';
import type { Contract } from '../../reader/contract.ts';
import type { OperationTarget } from '../target/target.ts';

/** One operation on one target: makes the requests that it takes. */
export class AcceptedRequests {
  readonly contract: Contract;
  readonly target: OperationTarget;
  readonly #base: Request;

  constructor(contract: Contract, target: OperationTarget) {
    this.contract = contract;
    this.target = target;
    const [own] = target.bodies ?? [];
    this.#base = { ...goodRequestOf(contract), ...(own !== undefined && { body: own }) };
  }

  /** What is required, with the target's values; documented where there are examples. */
  request(values: Values, changes: Partial<Request> = {}): Request {
    return fitted(this.contract, { ...this.#base, ...changes }, values);
  }

  /** The documented bodies, or those that the target has instead; one without a value where there is none. */
  bodies(): { name: string; value?: Json }[] {
    const { bodies } = this.target;
    if (bodies) return bodies.map((value, index) => ({ name: `target ${index + 1}`, value }));
    const media = bodyMediaOf(this.contract.operation)?.media;
    return media === undefined || media.examples.length === 0 ? [{ name: 'plain' }] : media.examples;
  }

  /** How a case of one accepted request is to be played. */
  get accepting(): { fresh: boolean; starts: number } {
    return { fresh: true, starts: createsOf(this.contract) === undefined ? 0 : 1 };
  }
}

/** JSON Pointer of the new id in the answer (`x-creates`); undefined for an operation that creates nothing. */
export function createsOf({ operation }: Contract): string | undefined {
  for (const [status, { node }] of operation.responses) {
    if (status.startsWith('2') && typeof node['x-creates'] === 'string') return node['x-creates'];
  }
  return undefined;
}
