import type { Request } from 'express';
import { Wrong } from './admin-request.ts';

/**
 * Looks at the parameters of a call's query.
 * @throws Wrong 400 for one that the call does not have: without it, more would be answered than was asked for
 */
export function onlyParameters({ query }: Request, known: readonly string[]): void {
  // The token of the dashboard's address is the guard's.
  const unknown = Object.keys(query).find((name) => name !== 'token' && !known.includes(name));
  if (unknown === undefined) return;
  throw new Wrong(400, `There is no parameter "${unknown}" here, but ${known.join(', ')}.`);
}

/**
 * What a parameter says.
 * @throws Wrong 400 for one that is given several times: only one of them could count
 */
export function parameter({ query }: Request, name: string): string | undefined {
  const value = query[name];
  if (value === undefined || typeof value === 'string') return value;
  const times = Array.isArray(value) ? `${value.length} times` : 'as an object';
  throw new Wrong(400, `${name} is given once, and not ${times}.`);
}

/**
 * Whether a parameter says so; one that is not there does not.
 * @throws Wrong 400 for what is neither true nor false: nobody is to guess what `1` means
 */
export function isTrue(req: Request, name: string): boolean {
  const value = parameter(req, name) ?? 'false';
  if (value === 'true' || value === 'false') return value === 'true';
  throw new Wrong(400, `${name} is true or false, not "${value}".`);
}

/** How many items a page has, and how many it may have. */
const [PAGE, MOST] = [100, 1000];

/** `limit`, from 1 to 1000; 100 unless given. @throws Wrong 400 for what is no such number */
export function pageSize(req: Request): number {
  const limit = Number(parameter(req, 'limit') ?? PAGE);
  if (Number.isInteger(limit) && limit >= 1 && limit <= MOST) return limit;
  throw new Wrong(400, `limit is an integer from 1 to ${MOST}, not "${req.query.limit}".`);
}
