import { provenanceOf, UNKNOWN } from '../files/provenance.ts';
import { DocumentValidators, type Validator } from '../schema/judging/document-validators.ts';
import type { Part, Violation } from '../schema/judging/violation.ts';
import type { Api, Operation, Response } from './api.ts';
import { mediaTypeOf, pickMediaType } from './media-type.ts';

/** The parts of a request that an operation judges. */
export interface RequestParts {
  path: Record<string, unknown>;
  query: Record<string, unknown>;
  /** Lower-case names. */
  headers: Record<string, unknown>;
  body?: unknown;
}

/** An answer as it is about to be sent, or as it was received. */
export interface Answer {
  status: number;
  /** Lower-case names. */
  headers: Record<string, string | undefined>;
  body: unknown;
}

interface ResponseChecks {
  response: Response;
  headers: Validator;
  bodies: Map<string, Validator | undefined>;
}

/** One operation with its schemas: judges requests and answers. */
export class Contract {
  readonly operation: Operation;
  readonly api: Api;
  readonly #request: { part: 'path' | 'query' | 'headers'; check: Validator }[];
  readonly #cookies: Validator | undefined;
  readonly #bodies: Map<string, Validator | undefined>;
  readonly #responses: Map<string, ResponseChecks>;

  constructor(api: Api, operation: Operation, validators: DocumentValidators) {
    this.api = api;
    this.operation = operation;
    this.#request = (['path', 'query', 'headers'] as const).flatMap((part) => {
      const place: Part = part === 'headers' ? 'header' : part;
      const members = operation.parameters
        .filter((parameter) => parameter.in === place)
        .map((parameter) => ({
          ...parameter,
          name: part === 'headers' ? parameter.name.toLowerCase() : parameter.name,
        }));
      return members.length === 0 ? [] : [{ part, check: validators.members(members, place) }];
    });
    const cookies = operation.parameters.filter((parameter) => parameter.in === 'cookie');
    this.#cookies = cookies.length === 0 ? undefined : validators.members(cookies, 'cookie');
    this.#bodies = bodyChecks(operation.body?.content ?? {}, validators, 'request');
    this.#responses = new Map(
      [...operation.responses].map(([status, response]) => [status, responseChecks(response, validators)]),
    );
  }

  /** Every violation of a request, in the order path, query, headers, cookies, body. Coerces parameters in place. */
  checkRequest(parts: RequestParts, contentType?: string): Violation[] {
    const found = this.#request.flatMap(({ part, check }) => check(parts[part]));
    if (this.#cookies) found.push(...this.#cookies(cookiesIn(parts.headers.cookie)));
    const body = contentType === undefined ? undefined : pickMediaType(this.#bodies, contentType);
    return body && parts.body !== undefined ? [...found, ...body(parts.body)] : found;
  }

  /** The response the contract declares for a status: exact, else its class (`4XX`), else `default`. */
  responseFor(status: number): Response | undefined {
    return this.#checksFor(status)?.response;
  }

  /** Every way in which an answer breaks the contract: status, content type, headers, body. */
  checkAnswer(answer: Answer): Violation[] {
    const checks = this.#checksFor(answer.status);
    if (!checks) return [this.#undeclaredStatus(answer.status)];
    const type = mediaTypeOf(answer.headers['content-type']);
    const found = [...checks.headers({ ...answer.headers })];
    if (checks.bodies.size === 0) return found;
    if (type === undefined || !checks.bodies.has(type)) return [...found, this.#undeclaredType(checks, type)];
    return [...found, ...(checks.bodies.get(type)?.(answer.body) ?? [])];
  }

  #checksFor(status: number): ResponseChecks | undefined {
    const first = String(status)[0];
    return (
      this.#responses.get(String(status)) ??
      this.#responses.get(`${first}XX`) ??
      this.#responses.get('default')
    );
  }

  #undeclaredStatus(status: number): Violation {
    const declared = [...this.#responses.keys()].join(', ');
    return this.#plain('status', declared, status, `must be one of ${declared}`, this.operation.node);
  }

  #undeclaredType(checks: ResponseChecks, type: string | undefined): Violation {
    const declared = [...checks.bodies.keys()].join(', ');
    return this.#plain('content-type', declared, type ?? null, `must be ${declared}`, checks.response.node);
  }

  #plain(part: Part, expected: string, actual: unknown, message: string, holder: object): Violation {
    const { origins } = this.api;
    const promise = origins.place(holder);
    const provenance = provenanceOf(holder, origins) ?? this.operation.provenance ?? UNKNOWN;
    return {
      in: part,
      pointer: '',
      keyword: part,
      expected,
      actual,
      message,
      provenance,
      ...(promise && { promise }),
    };
  }
}

/**
 * The contracts of all operations of an API, by operation id. Where nobody looked at its files yet, all their schemas are compiled now;
 * else each when it is used first, as compiling is what a start takes longest for.
 * @throws Mistake when a schema cannot be compiled
 */
export function compileContracts(api: Api): Map<string, Contract> {
  const validators = new DocumentValidators(api);
  const contracts = api.operations.map(
    (operation) => [operation.id, new Contract(api, operation, validators)] as const,
  );
  if (!api.origins.verified) validators.compileAll();
  return new Map(contracts);
}

/** By name, what a `Cookie` header carries; a value that is not encoded as it should be is taken as it is. */
function cookiesIn(header: unknown): Record<string, string> {
  const pairs = typeof header === 'string' ? header.split(';') : [];
  return Object.fromEntries(
    pairs.flatMap((pair) => {
      const at = pair.indexOf('=');
      if (at < 0) return [];
      const [text = ''] = new URLSearchParams(
        `v=${pair
          .slice(at + 1)
          .trim()
          .replaceAll('+', '%2B')
          .replaceAll('&', '%26')}`,
      ).values();
      return [[pair.slice(0, at).trim(), text]];
    }),
  );
}

function bodyChecks(
  content: Response['content'],
  validators: DocumentValidators,
  direction: 'request' | 'answer',
) {
  return new Map(
    Object.entries(content).map(([type, { pointer }]) => [
      type.toLowerCase(),
      pointer === undefined ? undefined : validators.schema(pointer, 'body', direction),
    ]),
  );
}

function responseChecks(response: Response, validators: DocumentValidators): ResponseChecks {
  const members = response.headers
    .filter((header) => header.name.toLowerCase() !== 'content-type')
    .map((header) => ({ ...header, name: header.name.toLowerCase() }));
  return {
    response,
    headers: validators.members(members, 'header'),
    bodies: bodyChecks(response.content, validators, 'answer'),
  };
}
