import type { Json } from '../../../contracts/files/json.ts';
import type { JournalEntry } from '../../domain/journal/journal-entry.ts';
import { partialMatch } from '../../domain/journal/partial-match.ts';
import { pathGlob } from '../../domain/values/path-glob.ts';
import { percentDecoded } from '../../domain/values/percent-decoded.ts';

/** Which requests of a journal are meant: those for which all that is given holds. */
export interface JournalQuery {
  operationId?: string;
  /** The API's name. */
  api?: string;
  /** In any case. */
  method?: string;
  /**
   * As asked, without world prefix and query; `*` is anything within one segment, `**` anything at all. Percent-encoded or
   * not: `/process-name/[DOCS]x` and `/process-name/%5BDOCS%5Dx` are the same.
   */
  path?: string;
  /** The answer's; 0 for a request that got none. */
  status?: number;
  /** A text that the body contains, or JSON that is part of it: what an object does not name does not matter. */
  bodyContains?: Json;
}

/** A query that nothing can be found with; the message says why and what there is. */
export class UnusableQuery extends Error {
  override readonly name = 'UnusableQuery';
}

/** What is looked for in every body of a journal. */
const LONGEST_TEXT = 10_000;
/** Each may be held against each of a body. */
const MOST_OBJECTS = 500;

function isBounded(value: unknown): boolean {
  if (typeof value === 'string') return value.length <= LONGEST_TEXT;
  return objectsIn(value) <= MOST_OBJECTS;
}

function objectsIn(value: unknown): number {
  if (typeof value !== 'object' || value === null) return 0;
  return Object.values(value).reduce<number>((sum, one) => sum + objectsIn(one), 1);
}

const isText = (value: unknown): boolean => typeof value === 'string' && value !== '';

/** By member: what is asked of it, in words and as a test. */
const MEMBERS: Record<keyof JournalQuery, [rule: string, holds: (value: unknown) => boolean]> = {
  operationId: ['the id of an operation', isText],
  api: ['the name of an API', isText],
  method: ['a method such as "POST"', isText],
  path: ['a path that begins with "/" or "*"', (value) => isText(value) && /^[/*][^?]*$/.test(String(value))],
  status: [
    'a status from 100 to 599, or 0 for no answer',
    (value) => value === 0 || (Number.isInteger(value) && Number(value) >= 100 && Number(value) <= 599),
  ],
  bodyContains: [
    `a text of at most ${LONGEST_TEXT} characters, or other JSON with at most ${MOST_OBJECTS} objects and lists`,
    (value) => value !== '' && value !== undefined && isBounded(value),
  ],
};

/** What of an API can be asked for. */
interface KnownApi {
  api: { name: string };
  /** By operation id. */
  contracts: ReadonlyMap<string, unknown>;
}

/**
 * Reads a query as it came from outside.
 * @throws UnusableQuery for what is no object, unknown members, wrong types, and operations and APIs that are not there:
 *   nobody is to wait for a slip of the pen
 */
export function readQuery(given: unknown, apis: readonly KnownApi[]): JournalQuery {
  if (typeof given !== 'object' || given === null || Array.isArray(given))
    throw new UnusableQuery(`A query is a JSON object with any of ${Object.keys(MEMBERS).join(', ')}`);
  for (const [name, value] of Object.entries(given)) {
    if (!Object.hasOwn(MEMBERS, name))
      throw new UnusableQuery(`"${name}" is not known here, but ${Object.keys(MEMBERS).join(', ')}`);
    const [rule, holds] = MEMBERS[name as keyof JournalQuery];
    if (!holds(value))
      throw new UnusableQuery(`${name} is ${rule}, not ${JSON.stringify(value).slice(0, 200)}`);
  }
  const query = given as JournalQuery;
  const operations = apis.flatMap(({ contracts }) => [...contracts.keys()]);
  checkKnown(
    'API',
    query.api,
    apis.map(({ api }) => api.name),
  );
  checkKnown('operation', query.operationId, operations);
  return query;
}

function checkKnown(what: string, name: string | undefined, known: string[]): void {
  if (name === undefined || known.includes(name)) return;
  throw new UnusableQuery(`There is no ${what} "${name}", but ${known.join(', ')}`);
}

/** Whether all that a query gives holds for an entry. */
export function matcher(query: JournalQuery): (entry: JournalEntry) => boolean {
  const { operationId, api, status, bodyContains } = query;
  const method = query.method?.toUpperCase();
  const path = query.path === undefined ? undefined : pathGlob(percentDecoded(query.path));
  return (entry) =>
    // What a browser asks by itself is none of an application's requests, unless it is asked for.
    (method !== undefined || !isPreflight(entry)) &&
    (operationId === undefined || entry.operationId === operationId) &&
    (api === undefined || entry.api === api) &&
    (method === undefined || entry.method === method) &&
    (status === undefined || (entry.status ?? 0) === status) &&
    (path === undefined || path(percentDecoded(pathOf(entry)))) &&
    (bodyContains === undefined || partialMatch(entry.body, bodyContains));
}

function isPreflight({ method, headers }: JournalEntry): boolean {
  return method === 'OPTIONS' && headers['access-control-request-method'] !== undefined;
}

/** What an entry's client asked, without world prefix and query. */
function pathOf({ url, worldBy }: JournalEntry): string {
  const [path = ''] = url.split('?');
  if (worldBy !== 'path') return path;
  return path.replace(/^\/@[^/]*/, '') || '/';
}
