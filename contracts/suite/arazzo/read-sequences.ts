import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { isObject, type Json, type JsonObject } from '../../files/json.ts';
import { memoize } from '../../files/memoize.ts';
import { Mistake, type Place } from '../../files/mistake.ts';
import { type Provenance, provenanceOf, UNKNOWN } from '../../files/provenance.ts';
import { readSource, type SourceFile } from '../../files/source-file.ts';
import { SourcePositions } from '../../files/source-positions.ts';
import type { Api } from '../../reader/api.ts';
import { evaluateCondition } from './condition.ts';

/** Something that holds after a step. */
export interface Criterion {
  /** Alternatives, of which one holds; where the documentation contradicts itself, each by its name. */
  variants: { name: string; condition: string }[];
  /** The check under which it is reported: `read-back`. */
  check: string;
  provenance: Provenance;
  promise: Place;
}

export interface Step {
  id: string;
  operationId?: string;
  /** Expression of the id whose data is read. */
  readBack?: string;
  parameters: { name: string; in: string; value: Json }[];
  body?: Json;
  /** Name of the refusal that is expected. */
  refused?: string;
  /** Repeated until this holds. */
  poll?: { until: string; seconds: number; provenance: Provenance; promise: Place };
  criteria: Criterion[];
  outputs: Record<string, string>;
  provenance: Provenance;
  promise: Place;
}

export interface Workflow {
  id: string;
  /** The operation under which it is reported. */
  operation: string;
  steps: Step[];
  outputs: Record<string, string>;
}

/** What has to be done before an operation can be called with success. */
interface Preparation {
  workflow: string;
  /** Anew for every call that is to succeed. */
  fresh: boolean;
  /** By the name of a parameter or member, the output that fills it. */
  values: Record<string, string>;
}

export interface Sequences {
  /** Those that are tried out. */
  tried: Workflow[];
  workflows: Map<string, Workflow>;
  prepare: Map<string, Preparation>;
}

const NONE: Sequences = { tried: [], workflows: new Map(), prepare: new Map() };

/**
 * Reads `sequences.arazzo.yaml` of an API folder, the subset of Arazzo 1.0.1 that contracts/README.md lists.
 * @throws Mistake with file and line for a condition or an operation that cannot be used
 */
export const readSequences = memoize((api: Api): Sequences => {
  const path = join(api.folder, 'sequences.arazzo.yaml');
  return existsSync(path) ? new SequenceReader(api, readSource(path)).read() : NONE;
});

class SequenceReader {
  readonly #api: Api;
  readonly #source: SourceFile;
  readonly #origins = new SourcePositions();

  constructor(api: Api, source: SourceFile) {
    this.#api = api;
    this.#source = source;
    this.#origins.note(source);
  }

  read(): Sequences {
    const root = this.#source.value as JsonObject;
    const nodes = listOf(root.workflows);
    const workflows = new Map(nodes.map((node) => [String(node.workflowId), this.#workflow(node)]));
    const prepare = Object.entries(isObject(root['x-prepare']) ? root['x-prepare'] : {}).map(
      ([operation, node]): [string, Preparation] => [operation, node as unknown as Preparation],
    );
    const helping = new Set(prepare.map(([, { workflow }]) => workflow));
    const tried = [...workflows.values()].filter(({ id }) => !helping.has(id));
    return { tried, workflows, prepare: new Map(prepare) };
  }

  #workflow(node: JsonObject): Workflow {
    const steps = listOf(node.steps).map((step) => this.#step(step));
    const first = steps.find(({ operationId }) => operationId !== undefined)?.operationId;
    return {
      id: String(node.workflowId),
      operation: this.#operation(node, String(node['x-operation'] ?? first)),
      steps,
      outputs: (node.outputs ?? {}) as Record<string, string>,
    };
  }

  #step(node: JsonObject): Step {
    const { operationId, requestBody } = node;
    const [readBack, refused, poll] = [node['x-readBack'], node['x-refused'], node['x-poll']];
    if (typeof refused === 'string' && !this.#api.refusals.has(refused))
      throw Mistake.at(this.#place(node), `${this.#api.name} has no refusal ${refused}`);
    return {
      id: String(node.stepId),
      ...(typeof operationId === 'string' && { operationId: this.#operation(node, operationId) }),
      ...(typeof readBack === 'string' && { readBack }),
      parameters: listOf(node.parameters) as unknown as Step['parameters'],
      ...(isObject(requestBody) && { body: requestBody.payload ?? null }),
      ...(typeof refused === 'string' && { refused }),
      ...(isObject(poll) && { poll: this.#poll(poll) }),
      criteria: listOf(node.successCriteria).map((one) => this.#criterion(one)),
      outputs: (node.outputs ?? {}) as Record<string, string>,
      ...this.#sayers(node),
    };
  }

  #poll(node: JsonObject): NonNullable<Step['poll']> {
    return {
      until: this.#condition(node, String(node.until)),
      seconds: Number(node.seconds ?? 30),
      ...this.#sayers(node),
    };
  }

  #criterion(node: JsonObject): Criterion {
    const named = isObject(node['x-variants']) ? node['x-variants'] : { '': node.condition ?? null };
    return {
      variants: Object.entries(named).map(([name, condition]) => ({
        name,
        condition: this.#condition(node, String(condition)),
      })),
      check: String(node['x-check'] ?? 'sequence'),
      ...this.#sayers(node),
    };
  }

  #condition(node: JsonObject, condition: string): string {
    try {
      evaluateCondition(condition, { inputs: {}, steps: {} });
      return condition;
    } catch (error) {
      throw Mistake.at(this.#place(node), (error as Error).message);
    }
  }

  #operation(node: JsonObject, id: string): string {
    if (this.#api.operations.some((one) => one.id === id)) return id;
    throw Mistake.at(this.#place(node), `${this.#api.name} has no operation ${id}`);
  }

  #sayers(node: JsonObject): { provenance: Provenance; promise: Place } {
    return { provenance: provenanceOf(node, this.#origins) ?? UNKNOWN, promise: this.#place(node) };
  }

  #place(node: JsonObject): Place {
    return this.#origins.place(node) ?? this.#source.place('');
  }
}

function listOf(value: Json | undefined): JsonObject[] {
  return (Array.isArray(value) ? value : []).filter(isObject);
}
