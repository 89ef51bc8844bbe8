import { isObject, type Json } from '../../files/json.ts';
import { follow } from '../../files/pointer.ts';
import { provenanceOf, UNKNOWN } from '../../files/provenance.ts';
import type { Operation } from '../../reader/api.ts';
import { createsOf } from '../cases/accepted-request.ts';
import type { CaseFailure } from '../cases/case.ts';
import type { Exchange } from '../checks/check.ts';
import { statusesOf } from '../checks/was-refused.ts';
import type { Report, Variant } from '../report/report.ts';

/** What one run has seen of a server. */
export class Observations {
  readonly exchanges: Exchange[] = [];
  readonly created: Report['created'] = [];
  readonly #ids = new Set<string>();
  readonly #variants = new Map<string, Variant>();

  /** Notes an exchange; what it breaks together with earlier ones: an id that was given before. */
  note(exchange: Exchange): CaseFailure[] {
    this.exchanges.push(exchange);
    this.#noteStatusVariant(exchange);
    return this.#noteCreated(exchange);
  }

  noteVariant({ api, id }: Operation, topic: string, seen: string): void {
    this.#variants.set(`${id} ${topic} ${seen}`, { api, operationId: id, topic, seen });
  }

  get variants(): Variant[] {
    return [...this.#variants.values()];
  }

  /** Where a request may be refused with several statuses, the one that came. */
  #noteStatusVariant({ contract, expected, received }: Exchange): void {
    if (expected.accepted) return;
    const statuses = statusesOf(expected.refusals);
    if (statuses.length < 2 || !statuses.includes(received.status)) return;
    const topics = statuses.map((status) => {
      const node = contract.responseFor(status)?.node;
      const provenance = node && provenanceOf(node, contract.api.origins);
      return provenance?.status === 'contradicted' ? provenance.topic : undefined;
    });
    const topic = topics.find((one) => one !== undefined) ?? statuses.join(' or ');
    this.noteVariant(contract.operation, topic, String(received.status));
  }

  #noteCreated(exchange: Exchange): CaseFailure[] {
    const { contract, received, json } = exchange;
    const pointer = createsOf(contract);
    const id = received.status < 300 && pointer !== undefined ? follow(json, pointer) : undefined;
    if (typeof id !== 'string' && typeof id !== 'number') return [];
    const { api, operation } = contract;
    const known = this.#ids.has(`${api.name} ${id}`);
    this.#ids.add(`${api.name} ${id}`);
    this.created.push({ api: api.name, operationId: operation.id, id: String(id) });
    return known ? [reused(exchange, id)] : [];
  }
}

function reused(exchange: Exchange, id: Json): CaseFailure {
  const { contract, received } = exchange;
  const node = contract.responseFor(received.status)?.node;
  const promise = isObject(node) ? contract.api.origins.place(node) : undefined;
  return {
    check: 'new-ids',
    exchange,
    failure: {
      sentence: `${contract.operation.id} answered ${received.status} with the id ${id}, which another instance has`,
      provenance: (node && provenanceOf(node, contract.api.origins)) ?? UNKNOWN,
      ...(promise && { promise }),
      actual: id,
    },
  };
}
