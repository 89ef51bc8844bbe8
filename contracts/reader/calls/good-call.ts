import type { Json } from '../../files/json.ts';
import { sentence } from '../../schema/judging/violation.ts';
import { CannotGenerate } from '../../schema/values/walk/cannot-generate.ts';
import type { Contract } from '../contract.ts';
import { exampleOf } from '../parameter-example.ts';
import { type Credentials, chosenFor, credentialsOf } from './credentials.ts';
import { goodRequestOf, problemsOf } from './good-request.ts';
import type { Outgoing } from './outgoing.ts';
import { outgoingOf } from './outgoing-request.ts';
import type { Request, Values } from './request.ts';
import { fitted } from './with-target-values.ts';

/** What is known of a server, beside the contract: what it leaves out comes from there. */
export interface Known {
  values?: Values;
  /** Query parameters that it is to have, beside those that it must. */
  query?: Record<string, string>;
  /** Instead of the documented and the generated ones. */
  body?: Json;
  credentials?: Credentials;
}

/** A call that works, or why none can be made. */
export type GoodCall = { outgoing: Outgoing } | { impossible: string };

/**
 * A call that an operation takes: with the values that are known of the server, else with documented ones, else with
 * generated ones.
 * @param base URL before the contract's path
 */
export function goodCall(contract: Contract, base: string, known: Known = {}): GoodCall {
  const { api, operation } = contract;
  const own = known.credentials ?? {};
  const credentials = chosenFor(operation, own, { ...credentialsOf(api), ...own });
  if (!credentials) {
    const schemes = new Set(operation.security.flatMap(Object.keys));
    return { impossible: `nothing says which credentials it takes for ${[...schemes].join(', ')}` };
  }
  try {
    const plain = goodRequestOf(contract);
    const fit = fitted(contract, plain, known.values ?? {});
    const request = known.query ? { ...fit, query: { ...fit.query, ...known.query } } : fit;
    return checked(contract, known.body === undefined ? request : { ...request, body: known.body }, (good) =>
      outgoingOf({ contract, request: good }, base, credentials),
    );
  } catch (error) {
    if (error instanceof CannotGenerate) return { impossible: error.message };
    throw error;
  }
}

function checked(contract: Contract, request: Request, send: (good: Request) => Outgoing): GoodCall {
  const [problem] = problemsOf(contract, request);
  if (problem) return { impossible: `none that was tried fits its contract: ${sentence(problem)}` };
  return { outgoing: send(request) };
}

/** The path parameters of an operation for which nothing says a value, so that one has to be made up. */
export function inventedIds({ operation }: Contract, values: Values): string[] {
  return operation.parameters
    .filter(
      ({ in: place, name, node }) =>
        place === 'path' && values[name] === undefined && exampleOf(node) === undefined,
    )
    .map(({ name }) => name);
}
