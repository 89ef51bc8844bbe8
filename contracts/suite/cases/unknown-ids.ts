import { isObject, type JsonObject } from '../../files/json.ts';
import { follow } from '../../files/pointer.ts';
import type { Values } from '../../reader/calls/request.ts';
import { membersOf, resolved } from '../../reader/calls/with-target-values.ts';
import { hash } from '../../schema/values/walk/seeded-dice.ts';
import type { AcceptedRequests } from './accepted-request.ts';
import { type Case, single } from './case.ts';
import { refusal } from './expected-refusal.ts';

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/** An id that nobody knows, in each parameter and member that the contract marks with the refusal it gets (`x-unknown`). */
export function unknownIdCases(good: AcceptedRequests, seed: string): Case[] {
  const { contract } = good;
  const { document } = contract.api;
  const parameters = contract.operation.parameters.map(({ name, node, pointer }) => ({
    name,
    refused: node['x-unknown'] ?? resolved(document, schemaAt(document, pointer))['x-unknown'],
  }));
  const members = [...membersOf(contract)].map(([name, schema]) => ({
    name,
    refused: resolved(document, schema)['x-unknown'],
  }));
  return [...parameters, ...members].flatMap(({ name, refused }) => {
    if (typeof refused !== 'string') return [];
    return single(contract, `unknown ${name}`, (values) => {
      const unknown = unknownLike(name, values, seed);
      return {
        request: good.request({ ...values, [name]: unknown }),
        expected: refusal(contract, refused, `nobody knows the ${name} ${unknown}`),
      };
    });
  });
}

/** Of the same shape as the known one, so that only its being unknown is wrong with it. */
function unknownLike(name: string, values: Values, seed: string): string {
  const basis = hash(`${seed} ${name}`);
  const digits = (count: number, salt: string): string =>
    hash(salt, basis).toString(16).padStart(8, '0').repeat(2).slice(0, count);
  if (!UUID.test(String(values[name]))) return `no-such-${name}-${digits(6, 'plain')}`;
  return `${digits(8, 'a')}-${digits(4, 'b')}-4${digits(3, 'c')}-a${digits(3, 'd')}-${digits(12, 'e')}`;
}

function schemaAt(document: JsonObject, pointer: string): JsonObject {
  const schema = follow(document, pointer);
  return isObject(schema) ? schema : {};
}
