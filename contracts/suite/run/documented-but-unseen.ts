import { isObject, type Json, type JsonObject } from '../../files/json.ts';
import type { Place } from '../../files/mistake.ts';
import { follow } from '../../files/pointer.ts';
import { type Provenance, provenanceOf } from '../../files/provenance.ts';
import type { Contract } from '../../reader/contract.ts';
import type { Exchange } from '../checks/check.ts';
import type { Absence } from '../report/report.ts';
import type { ApiTarget } from '../target/target.ts';

type Promised = { what: string; holder: object; keyword?: string; seen: (exchange: Exchange) => boolean };

/**
 * What the documentation has, and no answer had: a status, a header, a value of an enumeration. An enumeration that
 * several operations share is one: it is enough that one of them answered the value.
 */
export function absencesOf(
  contracts: readonly Contract[],
  exchanges: readonly Exchange[],
  target: (api: string) => ApiTarget | undefined,
  today: string,
): Absence[] {
  const told = new Set<string>();
  const all = contracts.flatMap((contract) => ({ contract, promised: values(contract) }));
  const seen = new Set(
    all.flatMap(({ contract, promised }) => {
      const mine = exchanges.filter((exchange) => exchange.contract === contract);
      return promised.filter((one) => mine.some(one.seen)).map((one) => one.key);
    }),
  );
  return contracts.flatMap((contract) => {
    const shared = all.find((one) => one.contract === contract)?.promised ?? [];
    const fresh = shared.filter(({ key }) => !seen.has(key) && !told.has(key));
    for (const { key } of fresh) told.add(key);
    return inOperation(contract, exchanges, target(contract.api.name) ?? NO_TARGET, today, fresh);
  });
}

const NO_TARGET: ApiTarget = { values: {}, credentials: {} };

function inOperation(
  contract: Contract,
  exchanges: readonly Exchange[],
  { waivers = [] }: ApiTarget,
  today: string,
  values: Promised[],
): Absence[] {
  const { operation, api } = contract;
  const mine = exchanges.filter((exchange) => exchange.contract === contract);
  return [...statuses(contract), ...headers(contract), ...values].flatMap(
    ({ what, holder, keyword, seen }) => {
      const provenance = provenanceOf(holder, api.origins, keyword);
      if (!provenance || !isPromised(provenance) || mine.some(seen)) return [];
      const promise: Place | undefined = api.origins.place(holder);
      const waiver = waivers.find(
        (one) => one.operation === operation.id && one.what === what && one.until >= today,
      );
      return {
        api: api.name,
        operationId: operation.id,
        what,
        provenance,
        ...(promise && { promise }),
        ...(waiver && { waived: { reason: waiver.reason, until: waiver.until } }),
      };
    },
  );
}

/** Of a contradiction one variant is enough, and which one is told elsewhere. */
function isPromised({ status }: Provenance): boolean {
  return status === 'documented' || status === 'observed' || status === 'contradicted';
}

function statuses({ operation, api }: Contract): Promised[] {
  return [...operation.responses]
    .filter(
      ([status, { node }]) =>
        /^\d+$/.test(status) && provenanceOf(node, api.origins)?.status !== 'contradicted',
    )
    .map(([status, { node }]) => ({
      what: `status ${status}`,
      holder: node,
      seen: ({ received }) => received.status === Number(status),
    }));
}

function headers({ operation }: Contract): Promised[] {
  return [...operation.responses].flatMap(([status, response]) =>
    response.headers.map(({ name, node }) => ({
      what: `header ${name}`,
      holder: node,
      seen: ({ received }) =>
        String(received.status) === status && received.headers[name.toLowerCase()] !== undefined,
    })),
  );
}

function values({ operation, api }: Contract): (Promised & { key: string })[] {
  return [...operation.responses.values()].flatMap(({ status, content }) =>
    Object.values(content).flatMap(({ pointer }) => {
      const schema = pointer === undefined ? undefined : follow(api.document, pointer);
      if (!isObject(schema) || status >= '300') return [];
      return enumerations(schema, api.document, []).flatMap(({ holder, path, spellings }) =>
        spellings.map((spelling) => ({
          what: `/${path.join('/')} ${spelling[0]}`,
          holder,
          keyword: 'enum',
          key: `${api.name} ${api.origins.place(holder)?.file} ${api.origins.place(holder)?.pointer} ${spelling[0]}`,
          seen: ({ json, received }) =>
            String(received.status) === status &&
            valuesAt(json, path).some((value) => spelling.includes(value)),
        })),
      );
    }),
  );
}

interface Enumeration {
  holder: JsonObject;
  path: string[];
  /** Values that differ only in blanks and strokes are one, in several spellings. */
  spellings: Json[][];
}

function enumerations(schema: JsonObject, document: JsonObject, path: string[], depth = 0): Enumeration[] {
  if (depth > 12) return [];
  const inner = (child: Json | undefined, keys: string[]): Enumeration[] =>
    isObject(child) ? enumerations(child, document, [...path, ...keys], depth + 1) : [];
  const { $ref, properties, items, allOf } = schema;
  return [
    ...(Array.isArray(schema.enum) ? [{ holder: schema, path, spellings: spellingsOf(schema.enum) }] : []),
    ...(typeof $ref === 'string' ? inner(follow(document, $ref.replace(/^#/, '')) as Json, []) : []),
    ...Object.entries(isObject(properties) ? properties : {}).flatMap(([name, child]) =>
      inner(child, [name]),
    ),
    ...inner(items, ['*']),
    ...(Array.isArray(allOf) ? allOf.flatMap((child) => inner(child, [])) : []),
  ];
}

function spellingsOf(values: Json[]): Json[][] {
  const groups = new Map<string, Json[]>();
  for (const value of values) {
    const key = typeof value === 'string' ? value.replace(/[^\p{L}\p{N}]/gu, '') : JSON.stringify(value);
    groups.set(key, [...(groups.get(key) ?? []), value]);
  }
  return [...groups.values()];
}

function valuesAt(value: Json | undefined, path: string[]): Json[] {
  const [key, ...rest] = path;
  if (value === undefined) return [];
  if (key === undefined) return [value];
  if (key === '*') return Array.isArray(value) ? value.flatMap((item) => valuesAt(item, rest)) : [];
  return isObject(value) ? valuesAt(value[key], rest) : [];
}
