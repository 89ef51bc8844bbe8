import { isObject, type Json } from '../../files/json.ts';
import { provenanceOf, UNKNOWN } from '../../files/provenance.ts';
import type { Check, CheckFailure, Exchange } from './check.ts';
import { causeOf, failureOf, noJson, violationsOf } from './violation-failures.ts';

/** A refusal has the body that the contract has for its status, and says the same as the answer itself. */
export const refusalEnvelope: Check = {
  name: 'envelope',
  failuresOf(exchange) {
    if (exchange.received.status < 400 || !exchange.contract.responseFor(exchange.received.status)) return [];
    const unreadable = noJson(exchange);
    if (unreadable) return [unreadable];
    const broken = violationsOf(exchange)
      .filter((violation) => violation.in === 'body')
      .map((violation) => failureOf(exchange, violation));
    return broken.length > 0 ? broken : inconsistent(exchange);
  },
};

/** The template of the envelope says which members hold the status, the path, or the same as another. */
function inconsistent(exchange: Exchange): CheckFailure[] {
  const { contract, json, received } = exchange;
  const { envelope: template, origins } = contract.api;
  if (!isObject(template) || !isObject(json)) return [];
  const response = contract.responseFor(received.status);
  const promise = response && origins.place(response.node);
  const provenance = (response && provenanceOf(response.node, origins)) ?? UNKNOWN;
  const first = new Map<Json, Json>([['{status}', received.status]]);
  return Object.entries(template).flatMap(([name, placeholder]) => {
    const actual = json[name];
    if (actual === undefined || typeof placeholder !== 'string') return [];
    const expected = placeholder === '{path}' ? pathLike(exchange, actual) : first.get(placeholder);
    if (expected === undefined) first.set(placeholder, actual);
    if (expected === undefined || expected === actual) return [];
    const sentence = `${contract.operation.id} answered ${received.status}; body ${name} must be ${JSON.stringify(expected)}, not ${JSON.stringify(actual)}`;
    return [
      {
        sentence,
        cause: causeOf('body', `/${name}`, String(placeholder)),
        provenance,
        ...(promise && { promise }),
        expected,
        actual,
      },
    ];
  });
}

/** A gateway may have taken a part off the path before the server saw it. */
function pathLike({ sent, contract }: Exchange, actual: Json): Json {
  const { pathname } = new URL(sent.url);
  const own = `${contract.api.prefixes[0]}/`;
  const seen = [pathname, decodeURI(pathname), decodeURIComponent(pathname)];
  const fits = (one: string): boolean =>
    one === actual || (one.endsWith(String(actual)) && String(actual).startsWith(own));
  return seen.some(fits) ? actual : pathname;
}
