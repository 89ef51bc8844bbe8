import { isObject, type Json } from '../../files/json.ts';
import { follow } from '../../files/pointer.ts';
import type { Parameter } from '../../reader/api.ts';
import type { Request, Values } from '../../reader/calls/request.ts';
import { resolved } from '../../reader/calls/with-target-values.ts';
import type { AcceptedRequests } from './accepted-request.ts';
import { type Case, single } from './case.ts';

/** Each value of each optional parameter: those of an enumeration, else the target's, else the documented examples. */
export function optionalCases(good: AcceptedRequests): Case[] {
  const { contract } = good;
  return contract.operation.parameters
    .filter(({ required, in: place }) => !required && place !== 'path')
    .flatMap((parameter) => valuesOf(good, parameter).map((value) => ({ parameter, value })))
    .map(({ parameter, value }) =>
      single(
        contract,
        `optional ${parameter.name} ${value}`,
        (values) => ({
          request: withParameter(good, values, parameter, value),
          expected: { accepted: true },
        }),
        good.accepting,
      ),
    );
}

function withParameter(
  good: AcceptedRequests,
  values: Values,
  { name, in: place }: Parameter,
  value: string,
): Request {
  const request = good.request(values);
  return place === 'query'
    ? { ...request, query: { ...request.query, [name]: value } }
    : { ...request, headers: { ...request.headers, [name.toLowerCase()]: value } };
}

function valuesOf({ contract, target }: AcceptedRequests, { name, node, pointer }: Parameter): string[] {
  const schema = resolved(contract.api.document, follow(contract.api.document, pointer) as never);
  if (Array.isArray(schema.enum)) return schema.enum.map(String);
  const own = target.values?.[name];
  if (own !== undefined) return [String(own)];
  const examples = isObject(node.examples) ? Object.values(node.examples) : [];
  const values = [node.example, ...examples.map((one) => (isObject(one) ? one.value : undefined))];
  return values.filter((value): value is Json => value !== undefined).map(String);
}
